// The site under test: its files, its pages, and one example of each kind of page.

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One example of each kind of page, by its address within the demonstration site; two where a kind looks two ways. */
export const KINDS = [
  { name: 'home', path: '' },
  { name: 'collection of dated records', path: 'accords/' },
  { name: 'collection of records without a date', path: 'personnes/' },
  { name: 'collection with comparisons', path: 'recommandations/' },
  { name: 'collection cut by initial', path: 'organisations/' },
  { name: 'one initial of a collection', path: 'organisations/c/' },
  { name: 'list of what refers to a record', path: 'fncs/liens/cited-by/' },
  { name: 'convention', path: 'convention-2015-2016/' },
  { name: 'avenant with a matrix', path: 'avenant-4-accord-national-cds/' },
  { name: 'accord', path: 'accord-fph-2020/' },
  { name: 'measure', path: 'accord-fph-2020/mesure-5/' },
  { name: 'conclusions', path: 'conclusions-internes-2020/' },
  { name: 'report', path: 'segur-recommandations-2020/' },
  { name: 'report with tables and figures', path: 'fncs-2021/' },
  { name: 'recommendation', path: 'recommandation-exercice-coordonne/' },
  { name: 'position', path: 'avecsante-accompagner-les-msp/' },
  { name: 'figure', path: 'fncs-centres/' },
  { name: 'figure with a series', path: 'segur-consultation-professions/' },
  { name: 'key figures', path: 'chiffres/' },
  { name: 'comparison', path: 'recommandations/comparer/qui/' },
  { name: 'organisation', path: 'ministere-sante/' },
  { name: 'person', path: 'cecile-courreges/' },
  { name: 'term', path: 'dpc/' },
  { name: 'legal text', path: 'loi-hpst/' },
  { name: 'theme', path: 'formation-professionnelle/' },
  { name: 'thread', path: 'fil-dpc/' },
  { name: 'source', path: 'rapport-segur/' },
  { name: 'free page', path: 'mode-d-emploi/' },
  { name: 'accessibility statement', path: 'accessibilite/' },
  { name: 'glossary', path: 'glossaire/' },
  { name: 'one letter of the glossary', path: 'glossaire/c/' },
  { name: 'calendar', path: 'calendrier/' },
  { name: 'timeline', path: 'chronologie/' },
  { name: 'one value of the timeline', path: 'chronologie/annee/2022/' },
  { name: 'search', path: 'recherche/' },
  { name: 'page not found', path: '404.html' },
];

/** The accord whose calendar is drawn. */
export const ACCORD = 'accord-fph-2020/';

/** The page of search. */
export const SEARCH = 'recherche/';

/** Widths that people have: a phone, a tablet, a desk. */
export const WIDTHS = [390, 820, 1440];

/**
 * A folder or file that `tests/run` names to the tests.
 *
 * @param {'RECUEIL_SITE' | 'RECUEIL_PORTABLE' | 'RECUEIL_GENERATED' | 'RECUEIL_BIN'} variable
 * @returns {string}
 */
export function given(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run tests/run, which builds what these tests look at`);
  return resolve(value);
}

/**
 * Every file below a folder, by its path with slashes, in order.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function filesOf(folder) {
  /** @type {string[]} */
  const files = [];
  /** @param {string} below */
  const walk = (below) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below + entry.name;
      if (entry.isDirectory()) walk(`${path}/`);
      else files.push(path);
    }
  };
  walk('');
  return files.sort();
}

/**
 * @typedef {object} PageFile
 * @property {string} file     `dpc/index.html`
 * @property {string} path     its address within the site: `dpc/`
 * @property {string} html
 * @property {string} kind     the classes of its body: what sort of page it is
 */

/**
 * Every page that a reader can stay on: those that only lead elsewhere are left out.
 *
 * @param {string} folder
 * @returns {PageFile[]}
 */
export function pagesOf(folder) {
  return filesOf(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => {
      const html = readFileSync(join(folder, file), 'utf8');
      const kind = /<body class="([^"]*)"/.exec(html)?.[1] ?? '';
      return { file, path: file.replace(/(^|\/)index\.html$/, '$1'), html, kind };
    })
    .filter((page) => !/<meta http-equiv="refresh"/i.test(page.html));
}

/**
 * The addresses that the sitemap lists, within the site. Whole addresses share the home page's as their beginning.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function sitemapOf(folder) {
  const xml = readFileSync(join(folder, 'sitemap.xml'), 'utf8');
  const listed = [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map((found) => (found[1] ?? '').replaceAll('&amp;', '&'));
  const home = listed.reduce((short, address) => (address.length < short.length ? address : short), listed[0] ?? '');
  return listed.map((address) => address.slice(home === './' ? 0 : home.length).replace(/^\.\/$/, ''));
}
