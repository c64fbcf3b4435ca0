// The second theme draws every kind of page of the demonstration corpus with one small style sheet and no script.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, KINDS, filesOf, given, pagesOf } from './site.mjs';
import { TABS, stage } from './stage.mjs';
import { invalid } from './valid.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const corpus = mkdtempSync(join(tmpdir(), 'recueil-sobre-'));
after(() => rmSync(corpus, { recursive: true }));
cpSync(join(repository, 'content'), join(corpus, 'content'), { recursive: true });
const settings = readFileSync(join(repository, 'recueil.yaml'), 'utf8');
assert.match(settings, /^theme: recueil$/m);
writeFileSync(join(corpus, 'recueil.yaml'), settings.replace(/^theme: recueil$/m, 'theme: sobre'));
const folder = join(corpus, 'public');
execFileSync(given('RECUEIL_BIN'), ['build', '--strict', '--base-url', 'https://recueil.example/recueil/', '-o', folder, corpus]);
const { tab: open } = await stage(folder);
const pages = pagesOf(folder);

test('there is no script, and one style sheet of at most 12 KB beside its colours', () => {
  const files = filesOf(folder);
  assert.deepEqual(files.filter((file) => /\.m?js$/.test(file)), []);
  const styles = files.filter((file) => file.endsWith('.css'));
  assert.deepEqual(styles, ['assets/sobre.css']);
  const source = readFileSync(join(repository, 'themes/sobre/assets/sobre.css'));
  assert.ok(source.length <= 12_288, `${source.length} bytes`);
  assertNone(pages.filter((page) => /<script|\son\w+=/i.test(page.html)).map((page) => ({ at: page.path, what: 'has a script' })));
});

test(`${pages.length} pages are valid HTML`, async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  for (const page of pages) faults.push(...(await invalid(page)));
  assertNone(faults);
});

test('the marks of a legend are as small as its words', async () => {
  const tab = await open();
  for (const path of ['chronologie/', ACCORD]) {
    await tab.visit(path);
    const widths = await tab.page
      .locator(':is(.timeline-marks, .progress-counts) svg')
      .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().width));
    assert.ok(widths.length > 1, `${path}: no legend`);
    assert.ok(widths.every((width) => width > 0 && width < 32), `${path}: ${widths.join(', ')} px`);
  }
  await tab.close();
});

test('on paper pages are numbered, nothing but text and drawings is printed, and no state has a colour', async () => {
  const tab = await open();
  await tab.visit(ACCORD);
  await tab.page.emulateMedia({ media: 'print' });
  assert.equal(await tab.page.locator('nav:visible, .permalink:visible, .downloads:visible, .cite:visible').count(), 0);
  assert.ok(await tab.page.locator('.take-away .print-only').isVisible(), 'the address of the page is not printed');
  const colours = await tab.page
    .locator('main .state')
    .evaluateAll((states) => states.map((state) => getComputedStyle(state).color));
  const greys = colours.filter((colour) => /^rgb\((\d+), \1, \1\)$/.test(colour));
  assert.deepEqual(greys, colours);
  const rules = await tab.page.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)));
  assert.match(rules.find((rule) => rule.startsWith('@page')) ?? '', /counter\(page\)/);
  await tab.close();
});

describe('each kind of page', { concurrency: TABS }, () => {
  for (const { name, path } of KINDS) {
    test(`${name}: nothing fails, overflows or is found by axe-core, on a phone and on a desk`, async () => {
      /** @type {import('./faults.mjs').Fault[]} */
      const faults = [];
      for (const [width, colorScheme] of /** @type {const} */ ([[320, 'dark'], [1440, 'light']])) {
        const tab = await open({ viewport: { width, height: 900 }, colorScheme });
        await tab.visit(path);
        const found = [...tab.faults(), ...(await tab.sideways()), ...(await tab.axe())];
        faults.push(...foundAt(`/${path} at ${width} pixels, ${colorScheme}`, found));
        await tab.close();
      }
      assertNone(faults);
    });
  }
});
