// The index and its engine: whatever stands in the site is found, counted right, and loaded a little at a time.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, openTab } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { engineOf } from './search-engine.mjs';
import { filesOf, given } from './site.mjs';

const folder = given('RECUEIL_SITE');
const portable = given('RECUEIL_PORTABLE');
const { engine: opening } = engineOf(folder);
const engine = await opening;

/** The largest file of the index, and what the first query of a reader may cost, in bytes. */
const LARGEST = 32 * 1024;
const FIRST_QUERY = 300_000;

/** @param {string} q @param {Record<string, string[]>} [facets] */
const ask = (q, facets = {}) => engine.search({ q, facets, size: 5 });

/** @param {{ text: string, mark: boolean }[]} runs */
const marked = (runs) => runs.filter(({ mark }) => mark).map(({ text }) => text);

test('no file of the index is larger than 32 KB', () => {
  const files = filesOf(folder).filter((file) => file.startsWith('search/index/'));
  assert.ok(files.length > 10, `only ${files.length} files`);
  const large = files.map((file) => ({ at: file, bytes: statSync(`${folder}/${file}`).size })).filter(({ bytes }) => bytes > LARGEST);
  assertNone(large.map(({ at, bytes }) => ({ at, what: `${bytes} bytes` })));
});

test('what stands in a document is found there: the words of each title, in a row', async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  const { total, hits } = await engine.search({ q: '', size: 2000 });
  assert.equal(hits.length, total);
  // Every seventh document: enough to see each sort of place.
  for (const { title, href } of hits.filter((_, at) => at % 7 === 0)) {
    const words = title.map(({ text }) => text).join('').replace(/["“”«»]/g, ' ');
    const found = await engine.search({ q: `"${words}"`, size: 300 });
    if (!found.hits.some((hit) => hit.href === href)) faults.push({ at: href, what: `not found by “${words}”` });
  }
  assertNone(faults);
});

test('what has the words of a query in a row comes before what has them apart, small words between them or not', async () => {
  for (const [q, first] of /** @type {const} */ ([
    ['qualité de l’accueil', 'qualité de l’accueil'],
    ['prise en charge des soins', 'prise en charge des soins'],
  ])) {
    const { total, hits } = await ask(q);
    assert.ok(total > 1, `${q}: nothing to compare`);
    const words = [...(hits[0]?.title ?? []), { text: ' ' }, ...(hits[0]?.passage ?? [])].map(({ text }) => text).join('').toLowerCase();
    assert.ok(words.includes(first), `${q}: ${hits[0]?.href} has it first: ${words}`);
  }
});

test('each value of each facet counts what choosing it leaves', async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  for (const q of ['formation', '"accès aux soins"', 'ARS']) {
    for (const { name, values } of await (await ask(q)).facets()) {
      for (const { value, count } of values.slice(0, 12)) {
        const { total } = await ask(q, { [name]: [value] });
        if (total !== count) faults.push({ at: `${q} @${name}:${value}`, what: `says ${count}, leaves ${total}` });
      }
    }
  }
  assertNone(faults);
});

test('several values of a facet add up, several facets narrow, and a facet does not narrow itself', async () => {
  const [measures, places, both] = await Promise.all([
    ask('formation', { kind: ['measure'] }),
    ask('formation', { kind: ['provision'] }),
    ask('formation', { kind: ['measure', 'provision'] }),
  ]);
  assert.equal(both.total, measures.total + places.total);
  const kinds = async (/** @type {typeof both} */ answer) => (await answer.facets()).find(({ name }) => name === 'kind')?.values;
  assert.deepEqual(await kinds(measures), await kinds(await ask('formation')));
  const narrow = await ask('formation', { kind: ['measure'], instrument: ['accord-fph-2020'] });
  assert.ok(narrow.total > 0 && narrow.total < measures.total, `${narrow.total} of ${measures.total}`);
  assert.ok(narrow.hits.every(({ kind, href }) => kind === 'measure' && href.startsWith('accord-fph-2020/')));
});

test('the rows of a series are told apart in a passage', async () => {
  const { hits } = await ask('âge des participants à la consultation', { kind: ['figure'] });
  const series = hits.find(({ href }) => href === 'segur-consultation-age/');
  const text = series?.passage.map(({ text }) => text).join('') ?? '';
  assert.match(text, /^Moins\sde\s40\sans\s: 44\s% · De\s40\sà\s49\sans\s: 27\s% · /);
});

test('elision, accents, ligatures and inflection do not hide a word', async () => {
  for (const [one, other] of [
    ['l’hôpital', 'hopital'],
    ["l'hôpital", 'l’hôpital'],
    ['cœur', 'coeur'],
    ['œuvre', 'oeuvre'],
    ['A.R.S.', 'ARS'],
  ]) {
    assert.equal((await ask(`${one} `)).total, (await ask(`${other} `)).total, `${one} and ${other}`);
  }
  const { hits } = await ask('équipement courant ');
  assert.equal(hits[0]?.href, 'recommandation-equipements-courants/');
});

test('an acronym finds what it stands for and the other way round, in quotation marks and with facets too', async () => {
  for (const [q, facets] of /** @type {Array<[string, Record<string, string[]>]>} */ ([
    ['agence régionale de santé', {}],
    ['"agence régionale de santé"', {}],
    ['"agence régionale de santé"', { kind: ['recommendation'] }],
  ])) {
    const { hits, also } = await engine.search({ q, facets, size: 300 });
    assert.deepEqual([...also], ['ARS'], q);
    assert.ok(hits.some(({ passage }) => marked(passage).includes('ARS')), q);
  }
  const { also, total } = await ask('"ARS"');
  assert.equal(also.length, 1);
  assert.ok(total > 20);
});

test('a phrase is a phrase, small words included', async () => {
  const [right, wrong] = await Promise.all([ask('"accès aux soins"'), ask('"accès des soins"')]);
  assert.ok(right.total > 5);
  assert.equal(wrong.total, 0);
  assert.ok(right.hits.every(({ title, passage }) => marked([...title, ...passage]).some((words) => /accès aux soins/i.test(words))));
});

test('a number that is not exact says so, and what is shown answers all the same', async () => {
  // More documents than are read for one phrase, more forms of one beginning than are searched.
  const corpus = mkdtempSync(join(tmpdir(), 'recueil-counts-'));
  after(() => rmSync(corpus, { recursive: true }));
  const terms = Array.from({ length: 700 }, (_, at) => {
    const form = [...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    return `  - {id: t${at}, term: Mot ${at}, definition: 'Un accord ${at % 2 ? 'des' : 'de'} soins, zo${form}.'}`;
  });
  mkdirSync(join(corpus, 'content'));
  writeFileSync(join(corpus, 'recueil.yaml'), 'title: Nombres\nlanguage: fr\n');
  const publish = (/** @type {string[]} */ records) => {
    writeFileSync(join(corpus, 'content/terms.yaml'), `kind: term\nrecords:\n${records.join('\n')}\n`);
    execFileSync(given('RECUEIL_BIN'), ['build', corpus, '-o', join(corpus, 'public')], { stdio: 'ignore' });
  };
  publish(terms);
  const many = await engineOf(join(corpus, 'public')).engine;
  /** @param {string} q @param {number} size */
  const told = async (q, size) => {
    const { total, about, hits } = await many.search({ q, size });
    return { total, about, right: hits.filter(({ passage }) => passage.some(({ text }) => text.includes('accord de soins'))).length };
  };
  assert.deepEqual(await told('"accord soins"', 5), { total: 0, about: false, right: 0 });
  const some = await told('"accord de soins"', 20);
  assert.ok(some.about && some.total >= 350 && some.total < 700, JSON.stringify(some));
  assert.equal(some.right, 20);
  // Once all of them are read, the number is right.
  assert.deepEqual(await told('"accord de soins"', 700), { total: 350, about: true, right: 350 });
  // With another word few are left to read.
  assert.deepEqual(await told('"accord de soins" 698', 5), { total: 1, about: false, right: 1 });
  assert.ok((await told('"accord de soins" 699', 5)).total >= 350);
  assert.equal((await told('soins -"accord de soins" ', 5)).about, true);
  assert.deepEqual(await told('soins ', 0), { total: 700, about: false, right: 0 });
  assert.equal((await told('zo', 5)).about, true);
  assert.equal((await told('zobc', 5)).about, false);
  // Published anew, facets that are counted later are of the new edition.
  const found = await many.search({ q: 'soins ', size: 1 });
  publish([...terms, "  - {id: t700, term: Mot 700, definition: Un accord de soins.}"]);
  const kinds = (await found.facets()).find(({ name }) => name === 'kind');
  assert.equal(kinds?.values.map(({ count }) => count).join(), '701');
  assert.equal((await told('soins ', 0)).total, 701);
});

test('words are found as they are typed, and what is excluded is left out', async () => {
  for (const typed of ['équip', 'équipe', 'équipem', 'équipemen', 'équipement']) {
    assert.ok((await ask(typed)).total > 0, typed);
  }
  const [all, without] = await Promise.all([ask('télésanté '), ask('télésanté -formation ')]);
  assert.ok(without.total > 0 && without.total < all.total);
  assert.equal((await ask('xyzzy')).total, 0);
  assert.equal((await ask('-télésanté ')).total, 0);
});

test('the first query of a reader is small', async () => {
  for (const q of ['formation', 'accès aux soins', '"agence régionale de santé"', 'comité de suivi', 'ARS']) {
    const { engine: fresh, loaded } = engineOf(folder);
    await (await fresh).search({ q, size: 10 });
    const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < FIRST_QUERY, `${q}: ${bytes} bytes`);
  }
});

test('it answers from a folder, and its links name files', async () => {
  const browser = await launch();
  after(() => browser.close());
  const tab = await openTab(browser, pathToFileURL(`${portable}/`).href);
  await tab.visit('dpc/index.html');
  await tab.page.addScriptTag({ url: pathToFileURL(`${portable}/assets/search-engine.js`).href });
  const hrefs = await tab.page.evaluate(async () => {
    const opened = await window.recueilSearch?.open('../');
    if (!opened) throw new Error('there is no engine');
    const { hits } = await opened.search({ q: 'développement professionnel continu' });
    return hits.map((/** @type {{ href: string }} */ hit) => hit.href);
  });
  assert.ok(hrefs.length > 5);
  for (const href of hrefs) assert.ok(readFileSync(`${portable}/${href.split('#')[0]}`).length > 0, href);
  await tab.close();
});
