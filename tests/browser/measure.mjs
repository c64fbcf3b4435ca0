// What a site costs its readers, measured in a browser and printed: the benchmark calls it; no test depends on it.
//
//   node measure.mjs SITE              search, layout shift, Lighthouse's performance
//   node measure.mjs SITE PAGEFIND     and what the same queries take from an index of Pagefind in that folder
//
// Transfer is counted as a server sends it that compresses with gzip; in brackets as the files lie there.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openTab } from './browser.mjs';
import { judge } from './lighthouse.mjs';
import { serve } from './server.mjs';
import { SEARCH } from './site.mjs';
import { compressed } from './weight.mjs';

/** Words of the field, from the rare to the frequent, one and several, one phrase. */
const QUERIES = [
  'accueil',
  'médecins coordonnateurs',
  'formation professionnelle',
  'établissements de santé',
  'qualité de l’accueil',
  'convention nationale',
  '"accès aux soins"',
  'les soins en ville',
];

/** How many results are read of each query: what the search page shows at first. */
const SHOWN = 10;

/** How often each query is typed, and each page judged: the median counts. */
const ROUNDS = 3;

/** Milliseconds from one key to the next. */
const KEY = 80;

/** How long an answer is waited for, in milliseconds. */
const LONGEST = 60_000;

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ drawn: Promise<number> }} Looking   what a page is given to be watched by */
/** @typedef {{ gzip: number, raw: number, files: number }} Transfer */

/**
 * Whether the page shows the answer to what was asked, be it that there is none. Runs in the page.
 */
function isAnswered() {
  const count = document.querySelector('main .search-count');
  if (!(count instanceof HTMLElement)) return false;
  return count.offsetParent !== null && count.textContent !== '' && count.textContent !== count.dataset.waiting;
}

/** @param {number[]} values */
const median = (values) => at(values, 0.5);

/**
 * @param {number[]} values
 * @param {number} part
 */
function at(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;

/**
 * @param {string} name
 * @param {string} value
 */
function print(name, value) {
  process.stdout.write(`${name.padEnd(50)}${value}\n`);
}

/**
 * What a page asks of its server from now on, for search alone.
 *
 * @param {Page} page
 * @param {string} root
 * @param {string} folder
 * @param {RegExp} counted  the paths that count
 */
function watched(page, root, folder, counted) {
  /** @type {Set<string>} */
  const files = new Set();
  page.on('request', (request) => {
    const path = decodeURIComponent(new URL(request.url()).pathname.slice(new URL(root).pathname.length));
    if (counted.test(path)) files.add(path);
  });
  /** @returns {Transfer} */
  return () => {
    const paths = [...files].map((path) => join(folder, path));
    const sum = (/** @type {(path: string) => number} */ size) => paths.reduce((total, path) => total + size(path), 0);
    return { gzip: sum(compressed), raw: sum((path) => statSync(path).size), files: paths.length };
  };
}

/**
 * The largest of some transfers and the median.
 *
 * @param {string} name
 * @param {Transfer[]} transfers
 */
function tell(name, transfers) {
  const gzip = transfers.map((transfer) => transfer.gzip);
  const raw = transfers.map((transfer) => transfer.raw);
  const files = transfers.map((transfer) => transfer.files);
  print(`${name}, median`, `${kilobytes(median(gzip))} (${kilobytes(median(raw))}, ${median(files)} files)`);
  print(`${name}, largest`, `${kilobytes(Math.max(...gzip))} (${kilobytes(Math.max(...raw))}, ${Math.max(...files)} files)`);
}

/**
 * What a first query costs: the scripts of search and what they load, on a page that nothing was kept of.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} folder
 * @param {string} root
 */
async function firstQueries(browser, folder, root) {
  const transfers = [];
  for (const query of QUERIES) {
    const tab = await openTab(browser, root);
    const transfer = watched(tab.page, root, folder, /^(assets\/search|search\/)/);
    await tab.visit(`${SEARCH}?q=${encodeURIComponent(query)}`);
    await tab.page.waitForFunction(isAnswered);
    transfers.push(transfer());
    await tab.close();
  }
  return transfers;
}

/**
 * How long it takes from the last key of a query to its results on the screen, in milliseconds, on a page that has
 * searched before, typed as fast as people type; each query's words are new to it in the first round.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} root
 */
async function afterLastKey(browser, root) {
  const tab = await openTab(browser, root);
  const { page } = tab;
  await tab.visit(SEARCH);
  const field = page.locator('main .search-form input');
  await field.fill('accord');
  await page.waitForFunction(isAnswered);
  const [first, again] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const query of QUERIES) {
      await field.fill('');
      await page.waitForFunction(() => document.querySelector('main .search-found[hidden]'));
      await page.evaluate(lookOut, query);
      await page.keyboard.type(query, { delay: KEY });
      const drawn = page.evaluate(() => /** @type {Looking} */ (/** @type {unknown} */ (globalThis)).drawn);
      const late = AbortSignal.timeout(LONGEST);
      const given = new Promise((/** @type {(milliseconds: number) => void} */ _, fail) =>
        late.addEventListener('abort', () => fail(new Error(`no answer to ${query}`))),
      );
      (round === 0 ? first : again).push(await Promise.race([drawn, given]));
    }
  }
  await tab.close();
  return { first, again };
}

/**
 * Notes when a query has been typed and when its answer is on the screen. Runs in the page, before the first key: keys
 * reach a page by another way than what it is told to do.
 *
 * @param {string} query
 */
function lookOut(query) {
  const count = /** @type {HTMLElement} */ (document.querySelector('main .search-count'));
  /** @type {Looking} */ (/** @type {unknown} */ (globalThis)).drawn = new Promise((done) => {
    let pressed = 0;
    const note = (/** @type {Event} */ { target, timeStamp }) => {
      if (target instanceof HTMLInputElement && target.value === query) pressed = timeStamp;
    };
    document.addEventListener('input', note, { capture: true });
    // Answers to what was typed on the way are never told once there is more.
    const told = new MutationObserver(() => {
      if (pressed === 0 || count.textContent === count.dataset.waiting) return;
      told.disconnect();
      document.removeEventListener('input', note, { capture: true });
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
    });
    told.observe(count, { childList: true });
  });
}

/**
 * How much of each page moves after it was shown, by the sum of the browser's own scores.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} root
 * @param {string[]} paths
 */
async function shifts(browser, root, paths) {
  const sums = [];
  for (const width of [390, 1440]) {
    const tab = await openTab(browser, root, { viewport: { width, height: 900 } });
    for (const path of paths) {
      await tab.visit(path);
      const sum = await tab.page.evaluate(
        () =>
          new Promise((/** @type {(sum: number) => void} */ done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += /** @type {{ value?: number }} */ (/** @type {unknown} */ (entry)).value ?? 0;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 500);
          }),
      );
      sums.push({ path, width, sum });
    }
    await tab.close();
  }
  return sums;
}

/**
 * What a first query costs of Pagefind: its script, its index, and the results that a page of search shows.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} folder
 */
async function ofPagefind(browser, folder) {
  const served = await serve(folder);
  const transfers = [];
  const silent = [];
  for (const query of QUERIES) {
    const tab = await openTab(browser, served.root);
    const transfer = watched(tab.page, served.root, folder, /^(pagefind|wasm|index\/|fragment\/|filter\/)/);
    await tab.visit('pagefind-entry.json');
    const found = await tab.page.evaluate(
      async ({ script, query, shown }) => {
        const pagefind = await import(script);
        await pagefind.init();
        const { results } = await pagefind.search(query);
        await Promise.all(results.slice(0, shown).map((/** @type {{ data(): Promise<unknown> }} */ result) => result.data()));
        return results.length;
      },
      { script: `${served.root}pagefind.js`, query, shown: SHOWN },
    );
    if (found === 0) silent.push(query);
    transfers.push(transfer());
    await tab.close();
  }
  await served.close();
  return { transfers, silent };
}

/**
 * The accord with the longest page.
 *
 * @param {string} folder
 */
function longestAccord(folder) {
  const pages = readdirSync(folder).map((name) => ({ path: `${name}/`, file: join(folder, name, 'index.html') }));
  const sized = pages.filter(({ file }) => existsSync(file)).map((page) => ({ ...page, size: statSync(page.file).size }));
  const isAccord = (/** @type {{ file: string }} */ { file }) => /<body class="[^"]*\baccord\b/.test(readFileSync(file, 'utf8'));
  return sized.sort((a, b) => b.size - a.size).find(isAccord)?.path ?? '';
}

const [folder, pagefind] = process.argv.slice(2);
if (!folder) throw new Error('measure.mjs takes the folder of a site');
const served = await serve(folder);
const browser = await launch();
try {
  const own = await firstQueries(browser, folder, served.root);
  tell('first query: transfer', own);
  if (pagefind) {
    const { transfers, silent } = await ofPagefind(browser, pagefind);
    tell('first query of Pagefind: transfer', transfers);
    const ratio = median(transfers.map(({ gzip }) => gzip)) / median(own.map(({ gzip }) => gzip));
    print('first query: transfer, Pagefind / own', ratio.toFixed(2));
    if (silent.length > 0) print('queries without result in Pagefind', silent.join(', '));
  }
  const { first, again } = await afterLastKey(browser, served.root);
  for (const [name, times] of /** @type {const} */ ([['new words', first], ['known words', again]])) {
    print(`last key to results, ${name}: median, 95 %`, `${median(times).toFixed(0)} ms, ${at(times, 0.95).toFixed(0)} ms`);
  }
  const shown = ['', longestAccord(folder), 'glossaire/'].filter((path) => existsSync(join(folder, path, 'index.html')));
  const moved = await shifts(browser, served.root, [...shown, SEARCH, `${SEARCH}?q=convention`, 'chronologie/']);
  const most = moved.sort((a, b) => b.sum - a.sum)[0];
  print('layout shift, largest of the pages at two widths', `${most?.sum.toFixed(4)} (/${most?.path}, ${most?.width} px)`);
  for (const path of shown) {
    const url = served.root + path;
    const judged = await judge(Array(ROUNDS).fill(url), ['performance']);
    const middle = judged.sort((a, b) => (a.scores.performance ?? 0) - (b.scores.performance ?? 0))[Math.floor(ROUNDS / 2)];
    print(`Lighthouse, performance of /${path}`, `${middle?.scores.performance} (${judged.map(({ scores }) => scores.performance).join(', ')})`);
    for (const line of middle?.failed ?? []) print('', line.split('\n')[0] ?? '');
  }
} finally {
  await browser.close();
  await served.close();
}
