// The preview in a browser: what is changed in the folder changes on the page, and nothing else does.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { launch, openTab } from './browser.mjs';
import { given } from './site.mjs';

/** Machines are slow and busy: this is for what never comes. */
const NEVER = { timeout: 120_000 };

const PARAGRAPHS = Array.from({ length: 80 }, (_, at) => `Paragraph ${at} of a long text.`);

/** @param {string[]} paragraphs @param {string} [title] */
const text = (paragraphs, title = 'A') => `---\nkind: page\ntitle: ${title}\n---\n\n${paragraphs.join('\n\n')}\n`;

const folder = mkdtempSync(join(tmpdir(), 'recueil-serve-'));
/** @param {string} path @param {string} content */
const write = (path, content) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
write('recueil.yaml', 'title: T\nlanguage: en\n');
write('content/a.md', text(PARAGRAPHS));
write('content/b.md', text(['Text, and [[a]].'], 'B'));

const preview = spawn(given('RECUEIL_BIN'), ['serve', '--port', '0', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
/** @type {string} */
const root = await new Promise((done, fail) => {
  let said = '';
  preview.stdout.on('data', (bytes) => {
    said += String(bytes);
    const address = /http:\S+/.exec(said);
    if (address) done(address[0]);
  });
  preview.on('exit', () => fail(new Error(`it ended: ${said}`)));
});
const browser = await launch();
after(async () => {
  await browser.close();
  preview.removeAllListeners('exit');
  preview.kill();
  rmSync(folder, { recursive: true });
});

/** @param {import('./browser.mjs').ContextOptions} [options] */
const open = async (options) => {
  const tab = await openTab(browser, root, { viewport: { width: 1200, height: 800 }, ...options });
  tab.page.setDefaultTimeout(NEVER.timeout);
  return tab;
};

/** What a page that is loaded again has no longer. @param {import('./browser.mjs').Page} page */
const mark = (page) => page.evaluate(() => Object.assign(window, { isTheSame: true }));
/** @param {import('./browser.mjs').Page} page */
const isTheSame = (page) => page.evaluate(() => 'isTheSame' in window);

/** @param {import('./browser.mjs').Page} page @param {string} words */
const untilSaid = (page, words) => page.waitForFunction((words) => {
  const root = document.querySelector('recueil-preview')?.shadowRoot;
  return root?.querySelector('ol, .all')?.parentNode?.textContent?.includes(words);
}, words, NEVER);

test('a text changes where it is read, and the page stays where it is', async () => {
  const tab = await open();
  await tab.visit('a/');
  await mark(tab.page);
  await tab.page.getByText('Paragraph 40 of').scrollIntoViewIfNeeded();
  const before = await tab.page.evaluate(() => scrollY);
  assert.ok(before > 0);
  write('content/a.md', text(PARAGRAPHS.with(40, 'Paragraph 40 says something else.')));
  await tab.page.getByText('says something else').waitFor(NEVER);
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  assert.ok(Math.abs((await tab.page.evaluate(() => scrollY)) - before) < 2, 'it moved');
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});

test('a passage out of sight is gone to', async () => {
  write('content/a.md', text(PARAGRAPHS));
  const tab = await open({ reducedMotion: 'reduce' });
  await tab.visit('a/');
  await tab.page.getByText('Paragraph 79 of').waitFor();
  write('content/a.md', text(PARAGRAPHS.with(79, 'The last one is another.')));
  await tab.page.waitForFunction(() => {
    const last = [...document.querySelectorAll('main p')].find((element) => element.textContent?.includes('is another'));
    const top = last?.getBoundingClientRect().top ?? Infinity;
    return top > 0 && top < innerHeight;
  }, undefined, NEVER);
  await tab.close();
});

test('the panel is there without scripts', async () => {
  write('content/b.md', text(['Text.'], '[B'));
  const tab = await open();
  await tab.visit('b/');
  await untilSaid(tab.page, 'yaml-syntax');
  const plain = await open({ javaScriptEnabled: false });
  await plain.page.goto(`${root}b/`);
  await plain.page.locator('recueil-preview details').getByText('yaml-syntax').waitFor();
  write('content/b.md', text(['Text, and [[a]].'], 'B'));
  await tab.close();
  await plain.close();
});
