// Every page of the site: valid, quiet, complete in itself, and each of its links leads somewhere.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { KINDS, WIDTHS, filesOf, pagesOf, sitemapOf } from './site.mjs';
import { eachPage, stage } from './stage.mjs';
import { invalid } from './valid.mjs';

const { folder, root, tab: open } = await stage();
const pages = pagesOf(folder);
const files = new Set(filesOf(folder));

test('the sitemap lists every page but the one for pages not found', () => {
  const listed = sitemapOf(folder);
  const expected = pages.map((page) => page.path).filter((path) => path !== '404.html');
  assert.deepEqual([...listed].sort(), expected.sort());
});

test('each kind of page has its example in these tests', () => {
  const examples = new Set(KINDS.map(({ path }) => pages.find((page) => page.path === path)?.kind ?? `no /${path}`));
  const kinds = new Set(pages.map((page) => page.kind));
  assert.deepEqual([...kinds].filter((kind) => !examples.has(kind)), []);
  assert.deepEqual([...examples].filter((kind) => !kinds.has(kind)), []);
});

test(`${pages.length} pages are valid HTML`, async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  for (const page of pages) faults.push(...(await invalid(page)));
  assertNone(faults);
});

test(`${pages.length} pages load quietly, fit, take nothing from outside, and their links lead somewhere`, async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  /** @type {Map<string, Set<string>>} */
  const anchors = new Map();
  /** @type {{ from: string, href: string }[]} */
  const links = [];
  const [narrow = 390, wide = 1440] = [WIDTHS.at(0), WIDTHS.at(-1)];
  await eachPage(pages, () => open({ viewport: { width: narrow, height: 900 } }), async (tab, { path, file }) => {
    await tab.visit(path);
    faults.push(...foundAt(`/${path}`, tab.faults()));
    // A tab begins with the width that it ended with.
    const now = tab.page.viewportSize()?.width ?? narrow;
    for (const width of now === narrow ? [narrow, wide] : [wide, narrow]) {
      if (width !== now) await tab.page.setViewportSize({ width, height: 900 });
      faults.push(...foundAt(`/${path} at ${width}`, await tab.sideways()));
    }
    const seen = await tab.page.evaluate(look);
    anchors.set(file, new Set(seen.ids));
    links.push(...seen.links.map((href) => ({ from: path, href })));
    const outside = seen.subresources.filter((href) => !href.startsWith(root) && !href.startsWith('data:'));
    faults.push(...foundAt(`/${path}`, seen.twice.map((id) => `the id ${id} stands twice`)));
    faults.push(...foundAt(`/${path}`, outside.map((href) => `takes ${href} from outside`)));
  });
  for (const { from, href } of links.filter((link) => link.href.startsWith(root))) {
    const [address = '', fragment] = href.slice(root.length).split('#');
    const path = decodeURIComponent(address.replace(/\?.*/, ''));
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    if (!files.has(file)) faults.push({ at: `/${from}`, what: `links ${href}, which is not there` });
    else if (fragment && !anchors.get(file)?.has(decodeURIComponent(fragment))) {
      faults.push({ at: `/${from}`, what: `links ${href}, whose anchor is not there` });
    }
  }
  const stray = links.filter(({ href }) => !/^(https?|mailto|tel):/.test(href));
  faults.push(...stray.map(({ from, href }) => ({ at: `/${from}`, what: `links ${href}` })));
  assertNone(faults);
});

test('whatever address is not there is answered by the page that says so, with its style sheet', async () => {
  const tab = await open();
  for (const path of ['nowhere', 'no/such/page/', `${KINDS.at(1)?.path}nowhere/index.html`]) {
    await tab.visit(path);
    // The browser notes the status of the page itself, and nothing else.
    const faults = tab.faults().filter((fault) => fault !== `status 404: ${root}${path}` && !/^console: .* 404 /.test(fault));
    assertNone(foundAt(`/${path}`, faults));
    assert.equal(await tab.page.evaluate(() => getComputedStyle(document.body).marginTop), '0px', 'no style sheet');
    await tab.page.locator('.site-title a').click();
    assert.equal(tab.page.url(), root);
    assertNone(foundAt(`/${path}`, tab.faults()));
  }
  await tab.close();
});

test('no style sheet or script takes anything from outside', () => {
  const outside = [...files]
    .filter((file) => /\.(css|js)$/.test(file))
    .filter((file) => {
      // Comments name the types of other scripts.
      const code = readFileSync(join(folder, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
      return /url\(\s*["']?(https?:)?\/\/|@import|\bimport\(|fetch\(\s*["'`]https?:/.test(code);
    });
  assert.deepEqual(outside, []);
});

/** What a page holds: its anchors, where its links lead, and what it takes in. Runs in the page. */
function look() {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const links = [...document.querySelectorAll('a[href], area[href], link[rel=alternate][href]')].map(
    (link) => new URL(link.getAttribute('href') ?? '', document.baseURI).href,
  );
  const taking = document.querySelectorAll(
    'link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=modulepreload], script[src], img, source, ' +
      'video, audio, track, iframe, embed, object, input[type=image], svg image, svg use',
  );
  const subresources = [...taking].flatMap((element) =>
    ['href', 'src', 'srcset', 'data', 'poster', 'xlink:href']
      .map((name) => element.getAttribute(name))
      .filter((value) => value !== null)
      .map((value) => new URL(value, document.baseURI).href),
  );
  return { ids, links, subresources, twice: ids.filter((id, at) => ids.indexOf(id) !== at) };
}
