// A site built with --portable opens from its folder, without a server.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, openTab } from './browser.mjs';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, KINDS, given, pagesOf } from './site.mjs';

const folder = given('RECUEIL_PORTABLE');
const root = pathToFileURL(`${folder}/`).href;
const browser = await launch();
after(() => browser.close());

test('a reader who opens the home page can go on by its links', async () => {
  const tab = await openTab(browser, root);
  await tab.visit('index.html');
  await tab.page.locator('header nav a[href*="accords"]').first().click();
  await tab.page.locator('main a[href*="accord-fph-2020"]').first().click();
  assert.equal(tab.page.url(), `${root}${ACCORD}index.html`);
  await tab.page.locator('main a[href*="mesure-5/"]').first().click();
  assert.equal(tab.page.url(), `${root}${ACCORD}mesure-5/index.html`);
  await tab.page.locator('.site-title a').click();
  assert.equal(tab.page.url(), `${root}index.html`);
  assertNone(foundAt(tab.page.url(), tab.faults()));
  await tab.close();
});

test('every kind of page opens with its style sheet', async () => {
  const tab = await openTab(browser, root);
  for (const { path } of KINDS) {
    await tab.visit(path === '' || path.endsWith('/') ? `${path}index.html` : path);
    const rules = await tab.page.evaluate(() => [...document.styleSheets].length);
    assert.ok(rules > 0, `${path} has no style sheet`);
    const styled = await tab.page.evaluate(() => getComputedStyle(document.body).marginTop === '0px');
    assert.ok(styled, `${path} is drawn without its style sheet`);
  }
  assertNone(foundAt(tab.page.url(), tab.faults()));
  await tab.close();
});

test('each link of each page names a file that is there', () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  for (const { file, html } of pagesOf(folder)) {
    for (const [, written = ''] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const address = written.replaceAll('&amp;', '&').split('#')[0] ?? '';
      if (address === '' || /^[a-z][a-z0-9+.-]*:/i.test(address)) continue;
      const target = resolve(folder, dirname(file), decodeURIComponent(address));
      const leads = target.startsWith(folder) && existsSync(target) && !address.endsWith('/');
      if (!leads) faults.push({ at: file, what: `${address} is no file` });
    }
  }
  assertNone(faults);
});
