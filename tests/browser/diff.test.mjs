// The page that says what changed, as a file that is opened: whole, readable at any width, and on paper.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, openTab } from './browser.mjs';
import { WIDTHS, given } from './site.mjs';

const folder = mkdtempSync(join(tmpdir(), 'recueil-diff-'));
const MOVED = 'The agencies see to it that the projects of each territory hold together, and say so';

/** @param {string} name @param {string} text */
const corpus = (name, text) => {
  mkdirSync(join(folder, name, 'content'), { recursive: true });
  writeFileSync(join(folder, name, 'recueil.yaml'), 'title: T\nlanguage: en\n');
  writeFileSync(join(folder, name, 'content/a.md'), `---\nkind: page\ntitle: A\n---\n\n${text}`);
};
corpus('old', `## One {#one}\n\nA text that stays.\n\n${MOVED} each year.\n\n## Two {#two}\n\nAnother text.\n`);
corpus('new', `## One {#one}\n\nA text that stays.\n\n## Two {#two}\n\nAnother text.\n\n${MOVED} each month.\n`);
const root = `${pathToFileURL(folder)}/`;
const browser = await launch();
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test('what changed is told to the eye by its look, and from where it came in words', async () => {
  const page = execFileSync(given('RECUEIL_BIN'), ['diff', '--format', 'html', join(folder, 'old'), join(folder, 'new')]);
  writeFileSync(join(folder, 'diff.html'), page);
  const tab = await openTab(browser, root);
  await tab.visit('diff.html');
  for (const media of /** @type {const} */ (['screen', 'print'])) {
    await tab.page.emulateMedia({ media });
    const seen = await tab.page.locator('.unseen').evaluateAll((labels) =>
      labels.filter((label) => label.getBoundingClientRect().width > 1 && label.textContent !== ']').map((label) => label.textContent));
    assert.deepEqual(seen, ['[moved to “Two”: ', '[moved from “One”: '], media);
  }
  await tab.page.emulateMedia({ media: 'screen' });
  for (const width of WIDTHS) {
    await tab.page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await tab.sideways(), [], `${width}`);
  }
  assert.deepEqual(await tab.axe(), []);
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});
