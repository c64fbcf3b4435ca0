// What readers type finds what they look for: the golden queries, in a real browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertNone, foundAt } from './faults.mjs';
import { SEEN, ask, isAt, openSearch, queriesOf, scored, told } from './golden.mjs';
import { SEARCH, pagesOf } from './site.mjs';
import { stage } from './stage.mjs';

/** The part of the queries that must be answered within the first five results. */
const RECALL = 0.98;
const LEAST = 240;

const queries = queriesOf(fileURLToPath(new URL('../search/golden.txt', import.meta.url)));
const { folder, tab: open } = await stage();

test(`there are ${queries.length} golden queries, no two alike, and what they want is on the site`, () => {
  assert.ok(queries.length >= LEAST, `fewer than ${LEAST}`);
  const keys = queries.map(({ words, facets }) => JSON.stringify([words, facets]));
  assert.deepEqual(keys.filter((key, at) => keys.indexOf(key) !== at), [], 'asked twice');
  const pages = new Map(pagesOf(folder).map(({ path, html }) => [path, html]));
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  for (const { line, wanted } of queries) {
    for (const address of wanted) {
      const [path = '', anchor] = address.split('#');
      const html = pages.get(path);
      const there = html !== undefined && (anchor === undefined || html.includes(` id="${anchor}"`));
      if (!there) faults.push({ at: `golden.txt:${line}`, what: `${address} is not on the site` });
    }
  }
  assertNone(faults);
});

test('a place is told from its record, and a measure is known by both of its addresses', () => {
  assert.ok(isAt('dpc/', 'dpc/'));
  assert.ok(isAt('dpc/', 'dpc/index.html#sens'));
  assert.ok(isAt('loi-hpst/#article-51', 'loi-hpst/#article-51'));
  assert.ok(isAt('accord-fph-2020/mesure-5/', 'accord-fph-2020/#mesure-5'));
  assert.ok(!isAt('loi-hpst/#article-51', 'loi-hpst/'));
  assert.ok(!isAt('accord-fph-2020/', 'accord-fph-2020/mesure-5/'));
  assert.ok(!isAt('accord-fph-2020/mesure-5/', 'accord-fph-2020/mesure-51/'));
});

test(`${RECALL * 100} % of the golden queries are answered within the first ${SEEN} results`, async (context) => {
  const tab = await open();
  await openSearch(tab);
  const answers = await ask(tab.page, '../', queries);
  assertNone(foundAt(SEARCH, tab.faults()));
  await tab.close();

  const { recall, reciprocal, silent, missed } = scored(answers);
  const lines = [
    `recall at ${SEEN}: ${(recall * 100).toFixed(1)} % of ${answers.length}`,
    `mean reciprocal rank: ${reciprocal.toFixed(3)}`,
    `without a result: ${silent.length}; missed: ${missed.length}`,
    ...[...silent, ...missed].map(told),
  ];
  for (const line of lines) context.diagnostic(line);
  assert.ok(recall >= RECALL, lines.join('\n'));
});
