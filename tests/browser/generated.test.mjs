// A corpus of a thousand made records: what is found, counted, listed and dated is what its sources say.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { openSearch } from './golden.mjs';
import { filesOf, given, pagesOf } from './site.mjs';
import { stage } from './stage.mjs';
import { AIM, heaviest } from './weight.mjs';

const corpus = join(given('RECUEIL_GENERATED'), 'corpus');
const { folder, tab: open } = await stage(join(given('RECUEIL_GENERATED'), 'site'));
const pages = pagesOf(folder);

/** How many entries a list has before it is cut. */
const LIST = 200;

/** A word of the prose of some texts, and of nothing that explains another word. */
const WORD = 'jumelage';

/** The texts of the corpus: their ids, and what they say. */
const texts = filesOf(corpus)
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ id: file.replace(/^.*\/|\.md$/g, ''), text: readFileSync(join(corpus, file), 'utf8') }));

/** The measures of the corpus: where each is found, and what its block says. */
const measures = texts.flatMap(({ id, text }) =>
  [...text.matchAll(/^```measure\n([^]*?)^```$/gm)].map(([, block = '']) => ({
    instrument: id,
    href: `${id}/mesure-${/^number: (\d+)$/m.exec(block)?.[1]}/`,
    // Who bears it, takes part, or says how it goes.
    organisations: new Set(block.match(/organisation-\d+/g)),
    // Its own, and those of the accord that it is part of.
    themes: new Set([...(block.match(/theme-\d+/g) ?? []), ...(/^themes: .*$/m.exec(text)?.[0].match(/theme-\d+/g) ?? [])]),
  })),
);

const searching = await open();
await openSearch(searching);

/**
 * Asks the search of the site.
 *
 * @param {Search.Query[]} asked
 * @returns {Promise<Array<Omit<Search.Answer, 'facets'> & Search.Tally>>}
 */
function search(...asked) {
  return searching.page.evaluate(async (all) => {
    const engine = await window.recueilSearch?.open('../');
    if (!engine) throw new Error('there is no engine');
    const found = [];
    for (const one of all) {
      const answer = await engine.search(one);
      found.push({ ...answer, facets: await answer.facets() });
    }
    return found;
  }, asked);
}

/**
 * Every result of a query, page after page.
 *
 * @param {Search.Query} asked
 */
async function everyHit(asked) {
  const size = 50;
  const [first] = await search({ ...asked, size });
  assert.ok(first);
  const later = [];
  for (let from = size; from < first.total; from += size) later.push({ ...asked, from, size });
  const rest = await search(...later);
  return { total: first.total, hits: [first, ...rest].flatMap(({ hits }) => hits), facets: first.facets };
}

test(`search counts ${measures.length} measures by instrument, organisation and theme as their sources do`, async () => {
  assert.ok(measures.length >= 100, 'the corpus has too few measures');
  const { total, hits, facets } = await everyHit({ q: 'Déployer', facets: { kind: ['measure'] } });
  assert.equal(total, measures.length);
  const places = hits.map(({ href }) => href.replace('/#', '/').replace(/([^/])$/, '$1/')).sort();
  assert.deepEqual(places, measures.map(({ href }) => href).sort());
  for (const [name, of] of /** @type {const} */ ([
    ['instrument', (/** @type {typeof measures[0]} */ { instrument }) => [instrument]],
    ['theme', (/** @type {typeof measures[0]} */ { themes }) => [...themes]],
    ['organisation', (/** @type {typeof measures[0]} */ { organisations }) => [...organisations]],
  ])) {
    /** @type {Record<string, number>} */
    const expected = {};
    for (const value of measures.flatMap(of)) expected[value] = (expected[value] ?? 0) + 1;
    const facet = facets.find((one) => one.name === name);
    assert.ok(facet && facet.values.length > 0, name);
    assert.equal(facet.total, Object.keys(expected).length, `${name}: how many values there are`);
    for (const { value, count } of facet.values) assert.equal(count, expected[value], `${name}: ${value}`);
    // Of many values those that most have are given.
    const most = Object.values(expected).sort((few, many) => many - few).slice(0, facet.values.length);
    assert.deepEqual(facet.values.map(({ count }) => count), most, name);
  }
});

test('search finds a word in every text that has it, and in none that has it not', async () => {
  const kinds = ['accord', 'avenant', 'convention', 'measure', 'provision'];
  const { total, hits } = await everyHit({ q: WORD, facets: { kind: kinds } });
  assert.equal(hits.length, total);
  assert.equal(new Set(hits.map(({ href }) => href)).size, total, 'one place is found twice');
  const found = new Set(hits.map(({ href }) => href.split('/')[0] ?? ''));
  const having = texts.filter(({ text }) => new RegExp(`\\b${WORD}s?\\b`, 'i').test(text.replace(/^---\n[^]*?^---$/m, '')));
  assert.ok(having.length > 5, `${WORD} is in too few texts`);
  assert.deepEqual(having.map(({ id }) => id).filter((id) => !found.has(id)), [], 'not found');
  const without = [...found].filter((id) => !new RegExp(`\\b${WORD}`, 'i').test(htmlOf(`${id}/`)));
  assert.deepEqual(without, [], 'found without the word');
});

test('the number beside a value of a facet is the number of results that it leaves', async () => {
  for (const q of [WORD, 'personnels des établissements', 'formation']) {
    const [all] = await search({ q });
    assert.ok(all && all.total > 0, `nothing for ${q}`);
    const values = all.facets.flatMap(({ name, values: some }) => some.slice(0, 6).map((value) => ({ name, ...value })));
    const left = await search(...values.map(({ name, value }) => ({ q, facets: { [name]: [value] }, size: 1 })));
    assert.deepEqual(
      values.map(({ name, value }, at) => [name, value, left[at]?.total]),
      values.map(({ name, value, count }) => [name, value, count]),
    );
  }
});

test('a long list is cut, and its pieces hold each of its records once', () => {
  const ids = texts.map(({ id }) => id).filter((id) => /^(convention|avenant)-/.test(id));
  assert.ok(ids.length > LIST, 'no list is long');
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { path, html } of pages.filter((page) => /^conventions\/([^/]+\/)?$/.test(page.path))) {
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    const linked = new Set(main.match(/(?:convention|avenant)-\d+(?=\/")/g));
    assert.ok(linked.size <= LIST, `/${path} lists ${linked.size}`);
    for (const id of linked) times.set(id, (times.get(id) ?? 0) + 1);
  }
  assert.deepEqual(ids.filter((id) => times.get(id) !== 1), []);
});

test('the glossary has every term, in the order of French', async () => {
  const source = readFileSync(join(corpus, 'content/terms.yaml'), 'utf8');
  const ids = [...source.matchAll(/^ {2}- id: (\S+)$/gm)].map(([, id]) => id);
  assert.ok(ids.length >= 300);
  const glossary = pages.filter(({ path }) => path.startsWith('glossaire/'));
  const whole = glossary.map(({ html }) => html).join('');
  assert.deepEqual(ids.filter((id) => !whole.includes(`${id}/`)), []);
  const tab = await open();
  for (const { path } of glossary) {
    await tab.visit(path);
    const initials = await tab.page.locator('main section[aria-labelledby] > :is(h2, h3)').allInnerTexts();
    const sorted = initials.toSorted(new Intl.Collator('fr').compare);
    assert.deepEqual(initials, sorted, `/${path}`);
  }
  assertNone(foundAt('/glossaire/', tab.faults()));
  await tab.close();
});

test('the timeline has every measure', () => {
  const drawn = pages.filter(({ path }) => path.startsWith('chronologie/')).map(({ html }) => html).join('');
  assert.notEqual(drawn, '', 'there is no timeline');
  assert.deepEqual(measures.map(({ href }) => href).filter((href) => !drawn.includes(`${href}"`) && !drawn.includes(href.replace('/mesure', '/#mesure'))), []);
});

test(`each of ${pages.length} pages weighs at most ${AIM / 1000} KB`, (context) => {
  const weights = heaviest(folder, pages);
  for (const { path, weight } of weights.slice(0, 3)) context.diagnostic(`/${path}: ${(weight / 1000).toFixed(1)} KB`);
  assertNone(
    weights.filter(({ weight }) => weight > AIM).map(({ path, weight }) => ({ at: `/${path}`, what: `weighs ${weight} bytes` })),
  );
});

test('its heaviest pages are quiet, fit a phone, and pass axe', async () => {
  const tab = await open({ viewport: { width: 390, height: 844 } });
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  const kinds = new Set();
  for (const { path } of heaviest(folder, pages)) {
    const kind = pages.find((page) => page.path === path)?.kind;
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    await tab.visit(path);
    const found = [...tab.faults(), ...(await tab.sideways()), ...(await tab.axe())];
    faults.push(...foundAt(`/${path}`, path === '404.html' ? found.filter((fault) => !fault.includes('404')) : found));
  }
  await tab.close();
  assertNone(faults);
});

/** @param {string} path */
function htmlOf(path) {
  return pages.find((page) => page.path === path)?.html ?? '';
}
