// A page comes to its reader in one round of requests, is light, and stands still.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { KINDS, pagesOf } from './site.mjs';
import { TABS, stage } from './stage.mjs';
import { AIM, heaviest, namedIn } from './weight.mjs';

const { folder, tab: open } = await stage();
const pages = pagesOf(folder);

/** How long a page is watched once it has loaded, in milliseconds. */
const WATCHED = 400;

test(`each of ${pages.length} pages weighs at most ${AIM / 1000} KB, with its style sheets and scripts`, (context) => {
  const weights = heaviest(folder, pages);
  for (const { path, weight } of weights.slice(0, 3)) context.diagnostic(`/${path}: ${(weight / 1000).toFixed(1)} KB`);
  assertNone(
    weights.filter(({ weight }) => weight > AIM).map(({ path, weight }) => ({ at: `/${path}`, what: `weighs ${weight} bytes` })),
  );
});

describe('each kind of page, on a phone and at a desk', { concurrency: TABS }, () => {
  for (const { name, path } of KINDS) {
    test(`${name}: what it asks for is named in it, nothing follows, and nothing shifts`, async () => {
      const page = pages.find((one) => one.path === path);
      assert.ok(page, `no /${path}`);
      for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
        const tab = await open({ viewport });
        assertNone(foundAt(`/${path} at ${viewport.width}`, await arrival(tab, page)));
        await tab.close();
      }
    });
  }
});

test('a page that takes more than it names, and moves, is seen to', async () => {
  const other = mkdtempSync(join(tmpdir(), 'recueil-weight-'));
  after(() => rmSync(other, { recursive: true }));
  writeFileSync(join(other, 'late.css'), 'p { margin-top: 90px }');
  writeFileSync(
    join(other, 'index.html'),
    `<!DOCTYPE html><title>x</title><link rel="icon" href="data:,"><p>Words that move down.</p><script>
    setTimeout(() => {
      const late = document.createElement('link');
      Object.assign(late, { rel: 'stylesheet', href: 'late.css' });
      document.head.append(late);
    }, 50);</script>`,
  );
  const staged = await stage(other);
  const tab = await staged.tab();
  const faults = await arrival(tab, /** @type {import('./site.mjs').PageFile} */ (pagesOf(other)[0]));
  assert.match(faults[0] ?? '', /asks for \/late\.css/);
  assert.match(faults[1] ?? '', /shifts by 0\.\d+: (p|body)\./);
  assert.equal(faults.length, 2, faults.join('\n'));
  await tab.close();
});

/**
 * Opens a page and watches it for a while; gives what it asked for without naming it, and what moved.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {import('./site.mjs').PageFile} page
 */
async function arrival(tab, page) {
  const named = namedIn(page).map((file) => tab.root + file);
  /** @type {string[]} */
  const asked = [];
  tab.page.on('request', (request) => asked.push(request.url()));
  await tab.page.addInitScript(watchShifts);
  await tab.visit(page.path);
  await tab.page.waitForTimeout(WATCHED);
  const unnamed = asked.slice(1).filter((url) => !named.includes(url) && !url.startsWith('data:'));
  return [
    ...unnamed.map((url) => `asks for ${url.slice(tab.root.length - 1)}, which its HTML does not name`),
    ...(await tab.page.evaluate(shifted)).map((what) => `shifts by ${what}`),
    ...tab.faults(),
  ];
}

/** Notes from the beginning what moves by itself. Runs in the page. */
function watchShifts() {
  /** @type {string[]} */
  const shifts = [];
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = /** @type {PerformanceEntry & { value: number, sources?: { node?: Node }[] }} */ (entry);
      const moved = (shift.sources ?? []).map(({ node }) => (node instanceof Element ? `${node.localName}.${node.className}` : '?'));
      shifts.push(`${shift.value.toFixed(4)}: ${moved.join(', ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What moved. Runs in the page. */
function shifted() {
  return /** @type {{ shifts: string[] }} */ (/** @type {unknown} */ (globalThis)).shifts;
}
