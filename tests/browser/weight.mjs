// What a page weighs when it comes to a reader: itself and all that it names, as a server would compress them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';

/** What a page may weigh in all, in bytes. */
export const AIM = 100_000;

/** Where a site stands in these tests: its page for addresses not found names its files from the host's root. */
const HOME = 'http://site/recueil/';

/** What a browser fetches by itself for an element. */
const FETCHED = [
  /<link\s[^>]*\brel="(?:stylesheet|icon|preload|modulepreload)"[^>]*>/g,
  /<(?:script|img|source|iframe|embed|video|audio|track|input)\s[^>]*\bsrc="[^"]*"[^>]*>/g,
];

/**
 * The files of the site that a page names for its browser to fetch, each once, from the site's root.
 *
 * @param {import('./site.mjs').PageFile} page
 */
export function namedIn({ file, html }) {
  const tags = FETCHED.flatMap((pattern) => html.match(pattern) ?? []);
  const written = tags.flatMap((tag) => /\b(?:href|src)="([^"]*)"/.exec(tag)?.[1] ?? []);
  const paths = written
    .filter((address) => !address.startsWith('data:'))
    .map((address) => decodeURIComponent(new URL(address, HOME + file).pathname.slice(new URL(HOME).pathname.length)));
  return [...new Set(paths)];
}

/** @type {Map<string, number>} */
const weighed = new Map();

/**
 * A file's size as `gzip -9` leaves it.
 *
 * @param {string} path
 */
export function compressed(path) {
  const known = weighed.get(path);
  if (known !== undefined) return known;
  const size = gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION }).length;
  weighed.set(path, size);
  return size;
}

/**
 * The bytes that come to somebody who opens a page for the first time.
 *
 * @param {string} folder
 * @param {import('./site.mjs').PageFile} page
 */
export function weightOf(folder, page) {
  return [page.file, ...namedIn(page)].reduce((sum, file) => sum + compressed(join(folder, file)), 0);
}

/**
 * The pages of a site from the heaviest, each with its weight.
 *
 * @param {string} folder
 * @param {import('./site.mjs').PageFile[]} pages
 */
export function heaviest(folder, pages) {
  return pages.map((page) => ({ path: page.path, weight: weightOf(folder, page) })).sort((a, b) => b.weight - a.weight);
}
