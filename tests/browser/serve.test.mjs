// The preview in a browser: what is changed in the folder changes on the page, and nothing else does.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/**
 * A preview of the folder, once it says where it is.
 *
 * @param {string} port
 */
const serve = async (port) => {
  const child = spawn(given('RECUEIL_BIN'), ['serve', '--port', port, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  /** @type {string} */
  const address = await new Promise((done, fail) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += String(bytes);
      const address = /http:\S+/.exec(said);
      if (address) done(address[0]);
    });
    child.on('exit', () => fail(new Error(`it ended: ${said}`)));
  });
  return { child, address };
};
let preview = await serve('0');
const root = preview.address;
const browser = await launch();
after(async () => {
  await browser.close();
  preview.child.kill();
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

/** What the preview says on the page. @param {import('./browser.mjs').Page} page */
const said = (page) => page.evaluate(() => {
  const root = document.querySelector('recueil-preview')?.shadowRoot;
  return [...(root?.querySelectorAll('details, .all') ?? [])].map((element) => element.textContent).join('\n');
});

/** @param {import('./browser.mjs').Page} page @param {string} words */
const untilSaid = (page, words) => page.waitForFunction((words) => {
  const root = document.querySelector('recueil-preview')?.shadowRoot;
  return root?.querySelector('ol, .all')?.parentNode?.textContent?.includes(words);
}, words, NEVER);

/** Waits until something is served with these words, and all that is wrong with it is known. @param {string} path @param {string} words */
const untilServed = async (path, words) => {
  const isIt = async () => {
    const said = await (await fetch(root + path)).text();
    const all = await (await fetch(`${root}_recueil/findings`)).text();
    return said.includes(words) && all.includes('data-judged="yes"');
  };
  while (!(await isIt())) await new Promise((done) => void setTimeout(done, 50));
};

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

  // What comes above does not push away what is read.
  const top = () => tab.page.getByText('Paragraph 41 of').evaluate((element) => element.getBoundingClientRect().top);
  const was = await top();
  write('content/a.md', text(['More.', 'And more.', ...PARAGRAPHS.with(40, 'Paragraph 40 says something new.')]));
  await tab.page.getByText('says something new').waitFor(NEVER);
  assert.ok(Math.abs((await top()) - was) < 2, 'it moved');
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});

/** Waits until a paragraph with these words is in sight. @param {import('./browser.mjs').Page} page @param {string} words */
const untilSeen = (page, words) => page.waitForFunction((words) => {
  const found = [...document.querySelectorAll('main p')].find((element) => element.textContent?.includes(words));
  const top = found?.getBoundingClientRect().top ?? Infinity;
  return top > 0 && top < innerHeight;
}, words, NEVER);

for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
  // Something else changes on the way there, which is no reason to stop.
  test(`a passage out of sight is gone to, motion: ${reducedMotion}`, async () => {
    write('content/a.md', text(PARAGRAPHS));
    const tab = await open({ reducedMotion });
    await tab.visit('a/');
    // The text of the test before is gone, or there would be two passages to go to.
    for (const at of [40, 79]) await tab.page.getByText(`Paragraph ${at} of`).waitFor(NEVER);
    write('content/a.md', text(PARAGRAPHS.with(79, 'The last one is another.')));
    await tab.page.getByText('is another').waitFor(NEVER);
    write('content/b.md', text(['Text, and [[a]].', reducedMotion], 'B'));
    await untilSeen(tab.page, 'is another');
    await tab.close();
  });
}

test('a heading is gone to, though its words stand where nobody sees them too', async () => {
  const headed = (/** @type {string} */ words) =>
    text(PARAGRAPHS.map((words, at) => (at % 20 === 10 ? `## Part ${at} {#part-${at}}\n\n${words}` : words)).with(70, `### ${words} {#there}`));
  write('content/headed.md', headed('There'));
  await untilServed('headed/', 'There');
  const tab = await open({ reducedMotion: 'reduce' });
  await tab.visit('headed/');
  const heading = tab.page.locator('main h3#there');
  assert.ok((await tab.page.locator('main a[href="#there"]').count()) > 1, 'its words stand nowhere else');
  write('content/headed.md', headed('Elsewhere'));
  await heading.getByText('Elsewhere').first().waitFor();
  await tab.page.waitForFunction(() => {
    const top = document.querySelector('h3#there')?.getBoundingClientRect().top ?? Infinity;
    return top > 0 && top < innerHeight;
  }, undefined, NEVER);
  // At the top of a page nothing is above what is read.
  await tab.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  write('content/headed.md', headed('Elsewhere').replace('---\n\n', '---\n\nFirst of all.\n\n'));
  await tab.page.getByText('First of all.').waitFor();
  assert.equal(await tab.page.evaluate(() => scrollY), 0, 'it moved');
  rmSync(join(folder, 'content/headed.md'));
  await tab.close();
});

test('where a passage goes away, what stood beside it is gone to', async () => {
  write('content/a.md', text(PARAGRAPHS));
  await untilServed('a/', 'Paragraph 79 of');
  const tab = await open({ reducedMotion: 'reduce' });
  await tab.visit('a/');
  write('content/a.md', text(PARAGRAPHS.toSpliced(70, 1)));
  await untilSeen(tab.page, 'Paragraph 71 of');
  const marked = await tab.page.evaluate(() => document.getAnimations().flatMap(({ effect }) =>
    (effect instanceof KeyframeEffect ? (effect.target?.textContent ?? []) : [])));
  assert.deepEqual(marked, ['Paragraph 71 of a long text.']);
  await tab.close();
});

test('a page that has to be loaded again goes to the passage too', async () => {
  const last = (/** @type {string} */ words) => text(PARAGRAPHS.with(79, words), 'Long');
  write('content/terms.yaml', 'kind: term\nrecords:\n  - {id: care, term: care, definition: What is given.}\n');
  write('content/long.md', last('All that care gives.'));
  await untilServed('long/', 'data-entry');
  const tab = await open();
  await tab.visit('long/');
  await tab.page.locator('main p a[data-entry]').waitFor();
  await mark(tab.page);
  write('content/long.md', last('All that is given.'));
  await untilSeen(tab.page, 'All that is given');
  assert.equal(await isTheSame(tab.page), false, 'what scripts may hold on to was changed under them');
  rmSync(join(folder, 'content/terms.yaml'));
  rmSync(join(folder, 'content/long.md'));
  await tab.close();
});

test('what is broken is said over the last good text, and the page loses it when it is mended', async () => {
  write('content/a.md', text(PARAGRAPHS));
  const tab = await open();
  await tab.visit('a/');
  await mark(tab.page);
  await tab.page.getByText('Paragraph 40 of').scrollIntoViewIfNeeded();
  const before = await tab.page.evaluate(() => scrollY);
  const stays = async () => {
    assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
    assert.ok(Math.abs((await tab.page.evaluate(() => scrollY)) - before) < 2, 'it moved');
    assert.equal(await tab.page.locator('main').getByText('Paragraph 40 of').count(), 1, 'the text is gone');
  };
  write('content/a.md', text(PARAGRAPHS, '[A'));
  await untilSaid(tab.page, 'yaml-syntax');
  await stays();
  const words = await said(tab.page);
  assert.match(words, /content\/a\.md:3:8/);
  assert.match(words, /title: \[A\n +\^/);
  assert.match(words, /text from less than a minute ago/);
  const to = await tab.page.locator('recueil-preview .place a').getAttribute('href');
  assert.ok(to?.startsWith('vscode://file/') && to.endsWith('/content/a.md:3:8'), to ?? 'no link');
  assert.deepEqual((await tab.axe()).filter((line) => line.includes('recueil-preview')), []);
  await tab.page.setViewportSize({ width: 320, height: 800 });
  assert.deepEqual(await tab.sideways(), []);
  await tab.page.setViewportSize({ width: 1200, height: 800 });
  await tab.page.evaluate((before) => scrollTo({ top: before, behavior: 'instant' }), before);

  // Another fault takes the place of the first, below the same text.
  write('content/a.md', text([...PARAGRAPHS, 'More.'], 'A\nunknown: 1'));
  await untilSaid(tab.page, 'unknown-field');
  await stays();
  write('content/a.md', text(PARAGRAPHS));
  await tab.page.locator('recueil-preview details').waitFor({ state: 'detached' });
  await stays();
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});

test('of a long line the words that are meant are shown', async () => {
  const long = 'word '.repeat(30);
  write('content/b.md', text([`${long}[[nowhere]] ${long}`], 'B'));
  await untilServed('b/', 'nowhere');
  const tab = await open({ viewport: { width: 390, height: 800 } });
  for (const [path, within] of /** @type {const} */ ([['b/', 'recueil-preview details'], ['_recueil/findings', 'main']])) {
    await tab.visit(path);
    const meant = tab.page.locator(`${within} mark`).first();
    await meant.getByText('[[nowhere]]').waitFor();
    const { left, right } = await meant.evaluate((meant) => meant.getBoundingClientRect());
    assert.ok(left > 0 && right < 390, `${path}: it is at ${left} to ${right}`);
    assert.deepEqual((await tab.axe()).filter((line) => line.includes('scrollable')), []);
  }
  write('content/b.md', text(['Text, and [[a]].'], 'B'));
  await tab.close();
});

test('other pages count what is wrong, and lead to the list of it', async () => {
  const tab = await open();
  await tab.visit('a/');
  await mark(tab.page);
  write('content/b.md', text(['Text.'], '[B'));
  const count = tab.page.locator('recueil-preview .all a');
  await count.getByText('1 error').waitFor();
  assert.equal(await tab.page.locator('recueil-preview details').count(), 0, 'it is said on the page of another');
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  await count.click();
  await tab.page.getByRole('heading', { name: 'content/b.md' }).waitFor();
  assert.ok(tab.page.url().endsWith('/_recueil/findings'), tab.page.url());
  await tab.page.locator('main').getByText('yaml-syntax').waitFor();
  assert.match(await tab.page.locator('main pre').first().innerText(), /title: \[B\n +\^/);
  assert.deepEqual(await tab.axe(), []);
  // However long the names of files are, they stay within the page.
  const long = `content/${'long'.repeat(20)}.md`;
  write(long, text(['Text.'], '[L'));
  await tab.page.getByRole('heading', { name: long }).waitFor();
  await tab.page.setViewportSize({ width: 320, height: 800 });
  assert.deepEqual(await tab.sideways(), []);
  await tab.page.setViewportSize({ width: 1200, height: 800 });
  rmSync(join(folder, long));
  await tab.page.getByRole('heading', { name: long }).waitFor({ state: 'detached' });
  write('content/b.md', text(['Text, and [[a]].'], 'B'));
  await tab.page.locator('main').getByText('yaml-syntax').waitFor({ state: 'detached' });
  await tab.page.getByRole('link', { name: 'Back to the site' }).click();
  await tab.page.waitForURL(root);
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});

test('the list of what is wrong stays where it is read', async () => {
  const faults = (/** @type {number} */ first) => text(Array.from({ length: 60 - first }, (_, at) => `[[nowhere-${at + first}]]`), 'B');
  write('content/b.md', faults(0));
  await untilServed('_recueil/findings', 'nowhere-59');
  const tab = await open();
  await tab.visit('_recueil/findings');
  await mark(tab.page);
  const item = tab.page.locator('main li', { hasText: 'nowhere-40' });
  await item.evaluate((item) => item.scrollIntoView({ block: 'start', behavior: 'instant' }));
  write('content/b.md', faults(1));
  await tab.page.getByText('59 errors').waitFor();
  await tab.page.evaluate(() => new Promise((done) => void setTimeout(done, 300)));
  const top = await item.evaluate((item) => item.getBoundingClientRect().top);
  assert.ok(Math.abs(top) < 200, `it is at ${top}`);
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  write('content/b.md', text(['Text, and [[a]].'], 'B'));
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

test('a style sheet is changed without loading the page again, what scripts work on with it', async () => {
  write('themes/mine/theme.yaml', 'style: recueil.css\n');
  write('themes/mine/assets/recueil.css', 'main { color: rgb(1, 2, 3) }\n');
  write('recueil.yaml', 'title: T\nlanguage: en\ntheme: mine\n');
  const tab = await open();
  /** @param {string} colour */
  const coloured = (colour) => tab.page.waitForFunction(
    (colour) => getComputedStyle(document.querySelector('main') ?? document.body).color === colour, colour, NEVER);
  await tab.visit('a/');
  await coloured('rgb(1, 2, 3)');
  await mark(tab.page);
  write('themes/mine/assets/recueil.css', 'main { color: rgb(4, 5, 6) }\n');
  await coloured('rgb(4, 5, 6)');
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  write('themes/mine/assets/recueil.css', 'main { color: rgb(7, 8, 9) }\n');
  await coloured('rgb(7, 8, 9)');
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');

  write('themes/mine/assets/copy.js', "(() => { 'use strict'; document.documentElement.lang = 'xx'; })();\n");
  write('themes/mine/templates/page.html',
    '{% extends "recueil/page.html" %}{% block scripts %}<script defer src="{{ page.root }}assets/copy.js"></script>{% endblock scripts %}');
  await tab.page.waitForFunction(() => document.documentElement.lang === 'xx', undefined, NEVER);
  assert.equal(await isTheSame(tab.page), false);
  rmSync(join(folder, 'themes'), { recursive: true });
  write('recueil.yaml', 'title: T\nlanguage: en\n');
  await tab.page.waitForFunction(() => document.documentElement.lang === 'en', undefined, NEVER);
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});

test('what scripts have loaded is given up for other texts, and for nothing else', async () => {
  write('themes/mine/theme.yaml', 'style: recueil.css\n');
  write('themes/mine/assets/recueil.css', 'main { color: rgb(1, 2, 3) }\n');
  write('recueil.yaml', 'title: T\nlanguage: en\ntheme: mine\n');
  write('content/a.md', text(['One.']));
  await untilServed('assets/recueil.css', 'rgb(1, 2, 3)');
  await untilServed('a/', 'One.');
  const tab = await open();
  await tab.visit('b/');
  await tab.page.getByRole('link', { name: 'A', exact: true }).hover();
  await tab.page.locator('.tip').waitFor();
  await mark(tab.page);
  write('themes/mine/assets/recueil.css', 'main { color: rgb(4, 5, 6) }\n');
  await tab.page.waitForFunction(() => getComputedStyle(document.querySelector('main') ?? document.body).color === 'rgb(4, 5, 6)');
  write('content/b.md', text(['Text, and [[a]].'], '[B'));
  await untilSaid(tab.page, 'yaml-syntax');
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  write('content/b.md', text(['Text, and [[a]].'], 'B'));
  await tab.page.locator('recueil-preview details').waitFor({ state: 'detached' });
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  write('content/a.md', text(['Two.']));
  await tab.page.waitForFunction(() => !('isTheSame' in window), undefined, NEVER);
  rmSync(join(folder, 'themes'), { recursive: true });
  write('recueil.yaml', 'title: T\nlanguage: en\n');
  await tab.close();
});

test('a dialog that is open stays, and what was opened on the page too', async () => {
  write('content/a.md', text(['One.']));
  await untilServed('a/', 'One.');
  const tab = await open();
  await tab.visit('a/');
  await tab.page.locator('main details summary').first().click();
  await tab.page.keyboard.press('/');
  const field = tab.page.locator('dialog input[type="search"]');
  await field.fill('text');
  // Of another title the page is loaded again.
  write('content/a.md', text(['One.'], 'Another'));
  await untilServed('a/', 'Another');
  await tab.page.evaluate(() => new Promise((done) => void setTimeout(done, 300)));
  assert.equal(await field.inputValue(), 'text');
  await tab.page.locator('dialog').evaluate((dialog) => dialog instanceof HTMLDialogElement && dialog.close());
  await tab.page.getByRole('heading', { name: 'Another' }).waitFor();
  await tab.page.locator('main details[open]').first().waitFor();
  await tab.close();
});

test('what is typed on a page is there when it was loaded again', async () => {
  const terms = (/** @type {string} */ words) => `kind: term\nrecords:\n${Array.from({ length: 20 }, (_, at) =>
    `  - {id: t-${at}, term: Term ${at}, definition: ${at === 7 ? words : 'Words.'}}\n`).join('')}`;
  write('content/terms.yaml', terms('Before.'));
  await untilServed('glossary/', 'Before.');
  const tab = await open();
  await tab.visit('glossary/');
  await tab.page.locator('main input').fill('term 7');
  await tab.page.getByText('Words.').first().waitFor({ state: 'hidden' });
  write('content/terms.yaml', terms('After.'));
  await tab.page.getByText('After.').waitFor();
  await tab.page.getByText('Words.').first().waitFor({ state: 'hidden' });
  await tab.page.waitForFunction(() => document.activeElement?.matches('main input'));
  assert.equal(await tab.page.locator('main input').inputValue(), 'term 7');
  rmSync(join(folder, 'content/terms.yaml'));
  await tab.close();
});

test('search finds what was just written, on the page that was open', async () => {
  write('content/b.md', text(['A word like quaternion.'], 'B'));
  const tab = await open();
  await tab.visit('a/');
  await tab.page.waitForFunction(async () => (await (await fetch('/b/')).text()).includes('quaternion'), undefined, NEVER);
  await tab.visit('search/?q=quaternion');
  await tab.page.locator('main a[href$="b/"]', { hasText: 'B' }).first().waitFor();
  assert.deepEqual(tab.faults(), []);
  await tab.close();
});

test('a page that gets no answer asks again', async () => {
  write('content/a.md', text(PARAGRAPHS));
  const tab = await open();
  await tab.visit('a/');
  await tab.page.getByText('Paragraph 3 of').waitFor();
  await mark(tab.page);
  let asked = 0;
  await tab.page.route(`${root}a/`, (route) => {
    asked += 1;
    return asked === 1 ? route.abort() : route.continue();
  });
  write('content/a.md', text(PARAGRAPHS.with(3, 'Paragraph 3 is late.')));
  await tab.page.getByText('is late').waitFor();
  assert.ok(asked >= 2, `it was asked ${asked} times`);
  assert.equal(await isTheSame(tab.page), true, 'it was loaded again');
  await tab.close();
});

test('a page says that the preview has stopped, and follows the next one', async () => {
  const tab = await open();
  await tab.visit('a/');
  const lost = tab.page.locator('recueil-preview .lost');
  assert.equal(await lost.isVisible(), false);
  preview.child.kill();
  await once(preview.child, 'exit');
  await lost.waitFor();
  assert.match(await lost.innerText(), /has stopped/);
  write('content/a.md', text([...PARAGRAPHS.slice(0, 5), 'Written meanwhile.']));
  preview = await serve(new URL(root).port);
  assert.equal(preview.address, root);
  await tab.page.getByText('Written meanwhile.').waitFor();
  await lost.waitFor({ state: 'hidden' });
  write('content/a.md', text([...PARAGRAPHS.slice(0, 5), 'Written after.']));
  await tab.page.getByText('Written after.').waitFor();
  await tab.close();
});
