// The golden queries of tests/search/golden.txt, asked of the search of a page, and how well they are answered.

import { readFileSync } from 'node:fs';
import { SEARCH } from './site.mjs';

/** How many results a reader looks at before trying other words. */
export const SEEN = 5;

/**
 * @typedef {object} Query
 * @property {number} line                       where it stands in the file
 * @property {string} group                      the heading above it
 * @property {string} words
 * @property {Record<string, string[]>} facets
 * @property {string[]} wanted                   addresses; one of them is enough
 *
 * @typedef {object} Answer
 * @property {Query} query
 * @property {number} rank     of the first wanted result, from 1; 0 where none is among the first five
 * @property {number} total
 * @property {string[]} shown  the addresses of the first five
 */

/**
 * @param {string} file
 * @returns {Query[]}
 */
export function queriesOf(file) {
  let group = '';
  /** @type {Query[]} */
  const queries = [];
  for (const [at, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text.startsWith('## ')) group = text.slice(3);
    if (text.startsWith('#') || text.trim() === '') continue;
    const [asked, wanted] = text.split('=>');
    if (!asked?.trim() || !wanted?.trim()) throw new Error(`${file}:${at + 1}: not a query: ${text}`);
    /** @type {Record<string, string[]>} */
    const facets = {};
    const words = asked.replace(/\s@([a-z]+):(\S+)/g, (_, name, value) => {
      (facets[name] ??= []).push(value);
      return '';
    });
    queries.push({ line: at + 1, group, words: words.trim(), facets, wanted: wanted.split('|').map((address) => address.trim()) });
  }
  return queries;
}

/**
 * Whether a result is the place that is wanted: any passage of a wanted record, one place where a place is wanted.
 *
 * @param {string} wanted  `dpc/`, `loi-hpst/#article-51` or `accord-fph-2020/mesure-5/`
 * @param {string} href    from the root of the site
 */
export function isAt(wanted, href) {
  const plain = href.replace(/(^|\/)index\.html(#|$)/, '$1$2');
  if (plain === wanted) return true;
  // A measure has a page of its own and a place in its instrument's.
  if (plain.replace(/\/#(mesure-\d+)$/, '/$1/') === wanted) return true;
  return !wanted.includes('#') && plain.startsWith(`${wanted}#`);
}

/**
 * Opens the page of search, and the engine, which that page loads with its first query.
 *
 * @param {import('./browser.mjs').Tab} tab
 */
export async function openSearch(tab) {
  await tab.visit(SEARCH);
  if (await tab.page.evaluate(() => 'recueilSearch' in window)) return;
  await tab.page.addScriptTag({ url: `${tab.root}assets/search-engine.js` });
}

/**
 * Asks every query.
 *
 * @param {import('playwright-core').Page} page  one whose window has the search engine
 * @param {string} root                          the site's root, from that page
 * @param {Query[]} queries
 * @returns {Promise<Answer[]>}
 */
export async function ask(page, root, queries) {
  const asked = queries.map(({ words, facets }) => ({ q: words, facets, size: SEEN }));
  const answers = await page.evaluate(searchAll, { root, asked });
  return queries.map((query, at) => {
    const { total, shown } = answers[at] ?? { total: 0, shown: [] };
    const rank = shown.findIndex((href) => query.wanted.some((wanted) => isAt(wanted, href))) + 1;
    return { query, rank, total, shown };
  });
}

/**
 * Runs in the page.
 *
 * @param {{ root: string, asked: { q: string, facets: Record<string, string[]>, size: number }[] }} given
 * @returns {Promise<{ total: number, shown: string[] }[]>}
 */
async function searchAll({ root, asked }) {
  const engine = await window.recueilSearch?.open(root);
  if (!engine) throw new Error('there is no engine');
  const answers = [];
  for (const one of asked) {
    const { total, hits } = await engine.search(one);
    answers.push({ total, shown: hits.map((/** @type {{ href: string }} */ hit) => hit.href).slice(0, one.size) });
  }
  return answers;
}

/** @param {Answer[]} answers */
export function scored(answers) {
  const found = answers.filter(({ rank }) => rank > 0);
  return {
    recall: found.length / answers.length,
    reciprocal: found.reduce((sum, { rank }) => sum + 1 / rank, 0) / answers.length,
    silent: answers.filter(({ total }) => total === 0),
    missed: answers.filter(({ total, rank }) => total > 0 && rank === 0),
  };
}

/**
 * One line for people.
 *
 * @param {Answer} answer
 */
export function told({ query, total, shown }) {
  const facets = Object.entries(query.facets).flatMap(([name, values]) => values.map((value) => ` @${name}:${value}`));
  const got = total === 0 ? 'nothing' : `${total}: ${shown.join(' ')}`;
  return `golden.txt:${query.line} (${query.group}) ${query.words}${facets.join('')}\n    wanted ${query.wanted.join(' | ')}\n    got ${got}`;
}
