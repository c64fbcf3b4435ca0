// The remarks of reviewers: beside their passages and in one table on a site built with --drafts, nowhere on the public one.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertNone, foundAt } from './faults.mjs';
import { WIDTHS, filesOf, given, pagesOf } from './site.mjs';
import { TABS, eachPage, stage } from './stage.mjs';

/** How many the demonstration corpus holds. */
const REMARKS = 39;

const corpus = fileURLToPath(new URL('../..', import.meta.url));
const drafts = mkdtempSync(join(tmpdir(), 'recueil-drafts-'));
after(() => rmSync(drafts, { recursive: true }));
const site = join(drafts, 'site');
execFileSync(given('RECUEIL_BIN'), ['build', corpus, '--drafts', '--base-url', 'https://recueil.example/recueil/', '-o', site], {
  stdio: 'ignore',
});

const { root, tab: open } = await stage(site);
const pages = pagesOf(site);
const annotated = pages.filter((page) => page.html.includes('<aside class="annotation'));

/** @typedef {{ id: string, leads: string, text: string, reason: string, disposition: string }} Row */

/** What the table says, a remark a row. */
async function rows() {
  const tab = await open();
  await tab.visit('annotations/');
  const told = await tab.page.evaluate(() =>
    [...document.querySelectorAll('table.annotations tbody tr')].map((row) => ({
      id: row.id,
      leads: row.querySelector('a')?.href ?? '',
      text: row.querySelector('td .prose')?.textContent ?? '',
      reason: row.querySelector('td:last-child .prose')?.textContent ?? '',
      disposition: row.querySelector('td:last-child .tag')?.textContent ?? '',
    })),
  );
  assertNone(foundAt('/annotations/', tab.faults()));
  await tab.close();
  return told;
}

test(`the table has a row for each of the ${REMARKS} remarks, with what became of it`, async () => {
  const told = await rows();
  assert.equal(told.length, REMARKS);
  assert.equal(new Set(told.map((row) => row.id)).size, REMARKS, 'two rows are of one remark');
  for (const { id, text, disposition } of told) {
    assert.notEqual(text.trim(), '', `${id} says nothing`);
    assert.notEqual(disposition.trim(), '', `${id} has no disposition`);
  }
  const tab = await open();
  await tab.visit('annotations/');
  const counted = await tab.page.locator('[data-name="disposition"] .count').allInnerTexts();
  assert.equal(counted.reduce((sum, count) => sum + Number(count), 0), REMARKS, 'the counts by disposition say another number');
  await tab.close();
});

test('each value that remarks are filtered by is a page of its own, without scripts too', async () => {
  const tab = await open({ javaScriptEnabled: false });
  await tab.visit('annotations/');
  const link = tab.page.locator('[data-name="disposition"] a').first();
  const expected = Number(await link.locator('.count').innerText());
  assert.ok(expected > 0 && expected < REMARKS, `${expected} remarks`);
  await link.click();
  assert.match(tab.page.url(), /\/annotations\/suite\/ouvertes\/$/);
  const told = await tab.page.locator('tr[data-row] td:last-child > .tag').allInnerTexts();
  assert.deepEqual(told, Array(expected).fill('ouverte'));
  assert.equal(await tab.page.locator('.filters [aria-current="page"]').count(), 1);
  assertNone(foundAt(tab.page.url(), tab.faults()));
  // From the page of a value a filter says how many stand where it leads.
  const records = tab.page.locator('[data-name="record"]');
  await records.locator('summary').click();
  const record = records.locator('a[data-value]').first();
  const there = Number(await record.locator('.count').innerText());
  await record.click();
  assert.equal(await tab.page.locator('tr[data-row]').count(), there);
  await tab.close();
});

test('filters are combined in the page, which its address keeps', async () => {
  const tab = await open({ viewport: { width: 1440, height: 900 } });
  await tab.visit('annotations/');
  const { page } = tab;
  await page.locator('a[data-value="ouvertes"]').click();
  const open_ = await page.locator('tr[data-row]:visible').count();
  const records = page.locator('[data-name="record"]');
  await records.locator('summary').click();
  const record = records.locator('a:not(.is-empty)').first();
  const left = Number(await record.locator('.count').innerText());
  await record.click();
  assert.ok(left > 0 && left < open_, `${left} of ${open_}`);
  assert.equal(await page.locator('tr[data-row]:visible').count(), left);
  // A record without a row that stays is not named any more.
  assert.equal(await page.locator('section.list-group:visible').count(), 1);
  assert.equal(await page.locator('nav.contents li:visible').count(), 1);
  assert.ok((await page.locator('.filters-found').innerText()).startsWith(`${left} `));
  await page.reload();
  assert.equal(await page.locator('tr[data-row]:visible').count(), left, 'the address does not keep the filters');
  const found = [...tab.faults(), ...(await tab.axe())];
  await page.locator('.filters-clear a').click();
  assert.equal(await page.locator('tr[data-row]:visible').count(), REMARKS);
  assertNone(foundAt('/annotations/', found));
  await tab.close();
});

test('each remark stands once beside its passage; its mark leads to it, its words lead back, and its head to its row', async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  /** @type {Map<string, string>} */
  const places = new Map();
  await eachPage(annotated, open, async (tab, { path }) => {
    await tab.visit(path);
    const seen = await tab.page.evaluate(beside);
    for (const id of seen.remarks) {
      if (places.has(id)) faults.push({ at: `/${path}`, what: `${id} stands on /${places.get(id)} too` });
      places.set(id, path);
    }
    faults.push(...foundAt(`/${path}`, [...seen.faults, ...tab.faults()]));
  });
  for (const { id, leads } of await rows()) {
    const [address = '', fragment = ''] = leads.slice(root.length).split('#');
    if (places.get(id) !== address) faults.push({ at: id, what: `its row leads to /${address}, it stands on /${places.get(id)}` });
    const page = pages.find((page) => page.path === address);
    if (!page?.html.includes(` id="${decodeURIComponent(fragment)}"`)) faults.push({ at: id, what: `its row leads to ${leads}` });
  }
  assertNone(faults);
  assert.equal(places.size, REMARKS);
});

test('a reader with the keyboard alone goes from a mark to the remark, and back to the passage', async () => {
  const tab = await open({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await tab.visit(annotated[0]?.path ?? '');
  const mark = tab.page.locator('.annotation-mark a').first();
  const href = (await mark.getAttribute('href')) ?? '';
  await mark.focus();
  await tab.page.keyboard.press('Enter');
  const remark = tab.page.locator(`[id="${href.slice(1)}"]`);
  assert.ok(await remark.evaluate((element) => element.matches(':target')), `${href} is not gone to`);
  await remark.locator('.annotation-quote a').focus();
  await tab.page.keyboard.press('Enter');
  const passage = tab.page.locator('mark:target');
  assert.equal(await passage.count(), 1, 'the words of the passage are not gone back to');
  const box = await passage.boundingBox();
  assert.ok(box && box.y >= 0 && box.y < 900, 'the passage is not in sight');
  assertNone(foundAt(tab.page.url(), tab.faults()));
  await tab.close();
});

describe('nothing fails where remarks are shown', { concurrency: TABS }, () => {
  const longest = annotated.reduce((most, page) => (count(page.html) > count(most) ? page.html : most), '');
  const shown = annotated.find((page) => page.html === longest)?.path ?? '';
  for (const path of ['annotations/', shown]) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      test(`/${path}, ${colorScheme}, at 320, ${WIDTHS.join(', ')} pixels`, async () => {
        const tab = await open({ colorScheme });
        /** @type {import('./faults.mjs').Fault[]} */
        const faults = [];
        for (const width of [320, ...WIDTHS]) {
          await tab.page.setViewportSize({ width, height: 900 });
          await tab.visit(path);
          const found = [...tab.faults(), ...(await tab.sideways()), ...(width === 320 ? [] : await tab.axe())];
          faults.push(...foundAt(`${width} pixels`, found));
        }
        await tab.close();
        assertNone(faults);
      });
    }
  }
});

test('every page of the draft site says so, in its title and in sight', () => {
  const silent = pages.filter(({ html }) => !/<title>\[/.test(html) || !html.includes('class="draft-banner"'));
  assert.deepEqual(silent.map((page) => page.path), []);
});

test('nothing of the remarks is in any file of the public site', async () => {
  const told = await rows();
  /** @param {string} words */
  const letters = (words) => words.toLowerCase().replace(/<[^>]*>|[^\p{L}]/gu, '');
  const said = told.flatMap(({ text, reason }) => [letters(text), letters(reason)]).filter((words) => words.length >= 12);
  assert.ok(said.length >= REMARKS, 'too few remarks are long enough to be looked for');
  const folder = given('RECUEIL_SITE');
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  for (const file of filesOf(folder)) {
    if (file.startsWith('annotations')) faults.push({ at: file, what: 'a page of annotations' });
    if (file.startsWith('assets/')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    const whole = letters(text);
    const ids = told.filter(({ id }) => text.includes(id)).map(({ id }) => `names ${id}`);
    const words = said.filter((words) => whole.includes(words)).map((words) => `says ${words}`);
    const signs = ['annotation-mark', 'class="annotation', 'page_annotation', 'page_passage', 'draft-banner', '<mark']
      .filter((sign) => text.includes(sign))
      .map((sign) => `holds ${sign}`);
    faults.push(...foundAt(file, [...ids, ...words, ...signs]));
  }
  assertNone(faults);
});

/** @param {string} html */
function count(html) {
  return html.split('<aside class="annotation').length - 1;
}

/** The remarks of a page, and what leads to them or from them amiss. Runs in the page. */
function beside() {
  /** @type {string[]} */
  const faults = [];
  /** @type {(link: Element | null) => Element | null} */
  const target = (link) => document.getElementById(decodeURIComponent((link?.getAttribute('href') ?? '').slice(1)));
  const asides = [...document.querySelectorAll('aside.annotation')];
  for (const link of document.querySelectorAll('.annotation-mark a')) {
    if (!asides.includes(target(link) ?? link)) faults.push(`a mark leads to ${link.getAttribute('href')}`);
  }
  const remarks = asides.map((aside) => {
    const id = aside.id.replace('page_annotation_', '');
    const quote = aside.querySelector('.annotation-quote');
    const passage = target(quote?.querySelector('a') ?? null);
    if (quote && passage?.localName !== 'mark') faults.push(`${id}: its words lead to no passage`);
    if (quote && passage) {
      // A passage may run through links and emphasis: its marks are read together.
      const marks = [...document.querySelectorAll('.annotation-mark')].filter((mark) => target(mark.querySelector('a')) === aside);
      if (marks.length === 0) faults.push(`${id}: no mark leads to it`);
    }
    const head = aside.querySelector('.annotation-head a');
    if (!head?.getAttribute('href')?.endsWith(`annotations/#${id}`)) faults.push(`${id}: its head leads to ${head?.getAttribute('href')}`);
    return id;
  });
  return { remarks, faults };
}
