// Terms explain themselves, and links show what they lead to: to the mouse, the keyboard and the finger.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openTab } from './browser.mjs';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, filesOf, given } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { folder, root, browser, tab: open } = await stage();

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
const TERM = 'main .prose .mention';
const LINK = 'main .prose a:not(.mention):not([rel]):not([href^="#"])';
const TIP = '.tip:popover-open';

/**
 * The first link of that sort, where it can be seen with room around it.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {string} selector
 */
async function at(tab, selector) {
  const link = tab.page.locator(selector).first();
  await link.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  return link;
}

/** @param {import('./browser.mjs').Tab} tab */
const shown = async (tab) => {
  await tab.page.locator(TIP).waitFor();
  assert.equal(await tab.page.locator('.tip').count(), 1, 'there is more than one');
  return tab.page.locator(TIP);
};

/** @param {import('./browser.mjs').Tab} tab */
const gone = (tab) => tab.page.locator('.tip').waitFor({ state: 'detached' });

/**
 * Both stand in the window, and neither on the other.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {import('playwright-core').Locator} link
 */
async function assertBeside(tab, link) {
  const lines = await link.evaluate((element) => [...element.getClientRects()].map((box) => box.toJSON()));
  const tip = await tab.page.locator(TIP).evaluate((element) => element.getBoundingClientRect().toJSON());
  const size = tab.page.viewportSize() ?? { width: 0, height: 0 };
  assert.ok(tip.left >= 0 && tip.right <= size.width, `it goes from ${tip.left} to ${tip.right} of ${size.width}`);
  for (const line of lines) {
    const apart = tip.top >= line.bottom || tip.bottom <= line.top || tip.left >= line.right || tip.right <= line.left;
    assert.ok(apart, 'it stands on its link');
  }
  const near = Math.min(...lines.map((line) => Math.min(Math.abs(tip.top - line.bottom), Math.abs(line.top - tip.bottom))));
  assert.ok(near < 12, `it stands ${near} away from its link`);
}

describe('what a link leads to', { concurrency: TABS }, () => {
  test('is shown to the mouse that waits on it, stays while the mouse is in it, and goes', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    const before = await tab.page.evaluate(() => document.body.getBoundingClientRect().height);
    const link = await at(tab, TERM);
    await link.hover();
    const tip = await shown(tab);
    await assertBeside(tab, link);
    assert.equal(await tab.page.evaluate(() => document.body.getBoundingClientRect().height), before, 'the page moves');
    const title = (await tip.locator('.tip-title').innerText()).toLowerCase();
    assert.ok(title.includes((await link.innerText()).toLowerCase()), `${title} is not the term`);
    assert.ok((await tip.locator('.tip-text, .tip-expansion').first().innerText()).length > 10, 'it says nothing');
    await tip.locator('.tip-entry a').hover();
    await tab.page.waitForTimeout(800);
    assert.ok(await tip.isVisible(), 'it goes while the mouse is in it');
    await tab.page.mouse.move(5, 5);
    await gone(tab);
    assertNone(foundAt(ACCORD, tab.faults()));
    await tab.close();
  });

  test('is not shown to a mouse that only passes', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    await (await at(tab, TERM)).hover();
    await tab.page.mouse.move(5, 5);
    await tab.page.waitForTimeout(900);
    assert.equal(await tab.page.locator('.tip').count(), 0);
    await tab.close();
  });

  test('is put away with Escape, which moves nothing, and comes again only with a new visit', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    const link = await at(tab, TERM);
    await link.hover();
    await shown(tab);
    await tab.page.keyboard.press('Escape');
    await gone(tab);
    await tab.page.waitForTimeout(700);
    assert.equal(await tab.page.locator('.tip').count(), 0, 'it comes again by itself');
    assert.equal(await tab.page.evaluate(() => document.activeElement?.localName), 'body');
    await tab.page.mouse.move(5, 5);
    await link.hover();
    await shown(tab);
    await tab.close();
  });

  test('is shown to the keyboard, described, with its links next in turn; Escape keeps the focus', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    const link = await at(tab, TERM);
    // Focus that a keyboard gave is focus that is seen.
    await tab.page.keyboard.press('Tab');
    await link.focus();
    const tip = await shown(tab);
    await assertBeside(tab, link);
    const described = await link.getAttribute('aria-describedby');
    const said = await tab.page.locator(`[id="${described}"]`).innerText();
    assert.ok(said.includes(await tip.locator('.tip-title').innerText()), 'the link is not described by what is shown');
    assert.equal(await tip.getAttribute('role'), 'group', 'a tooltip holds no links');
    await tab.page.keyboard.press('Tab');
    assert.ok(await tip.evaluate((element) => element.contains(document.activeElement)), 'its links do not come next');
    assert.ok(await tip.isVisible());
    await tab.page.keyboard.press('Shift+Tab');
    await tab.page.keyboard.press('Escape');
    await gone(tab);
    assert.ok(await link.evaluate((element) => element === document.activeElement), 'the focus moves');
    assert.equal(await link.getAttribute('aria-describedby'), null);
    await tab.close();
  });

  test('goes when the focus goes on, and one link has one at a time', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    const link = await at(tab, LINK);
    await tab.page.keyboard.press('Tab');
    await link.focus();
    const tip = await shown(tab);
    const first = await tip.locator('.tip-title').innerText();
    await tab.page.locator(TERM).nth(3).evaluate((element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      element.focus();
    });
    await tab.page.waitForFunction((first) => {
      const titles = [...document.querySelectorAll('.tip-title')];
      return titles.length === 1 && titles[0]?.textContent !== first;
    }, first);
    await tab.page.locator('main').evaluate((element) => element.focus());
    await gone(tab);
    await tab.close();
  });

  test('is shown to a finger that taps a term; a second tap follows it, one elsewhere puts it away', async () => {
    const tab = await open(PHONE);
    await tab.visit(ACCORD);
    const link = await at(tab, TERM);
    await link.tap();
    const tip = await shown(tab);
    await assertBeside(tab, link);
    assert.equal(tab.page.url(), root + ACCORD, 'the first tap leaves the page');
    assert.deepEqual(await tab.sideways(), []);
    const target = new URL((await link.getAttribute('href')) ?? '', tab.page.url()).href;
    assert.equal(await tip.locator('.tip-entry a').evaluate((a) => /** @type {HTMLAnchorElement} */ (a).href), target);
    await tab.page.locator('h1').tap();
    await gone(tab);
    await (await at(tab, TERM)).tap();
    await shown(tab);
    await link.tap();
    await tab.page.waitForURL(target);
    await tab.close();
  });

  test('is not shown to a finger on any other link, which is followed', async () => {
    const tab = await open(PHONE);
    await tab.visit(ACCORD);
    const link = await at(tab, LINK);
    const target = new URL((await link.getAttribute('href')) ?? '', tab.page.url()).href;
    await link.tap();
    await tab.page.waitForURL(target);
    await tab.close();
  });

  test('a term whose explanation cannot be had is followed by the first tap', async () => {
    const tab = await open(PHONE);
    await tab.page.route('**/assets/previews/*', (route) => route.abort());
    await tab.visit(ACCORD);
    const link = await at(tab, TERM);
    const target = new URL((await link.getAttribute('href')) ?? '', tab.page.url()).href;
    await link.tap();
    await tab.page.waitForURL(target);
    await tab.close();
  });

  test('navigation, permanent links and what is on the page show nothing', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    for (const selector of ['.site-nav a', '.crumbs a', '.contents.wide-only a', '.measure .more a', 'h2 > .permalink']) {
      const link = await at(tab, selector);
      // It takes no room until it is come to; the mouse finds what is in it.
      await link.locator(selector.endsWith('permalink') ? 'span >> nth=0' : ':scope').hover();
      await tab.page.waitForTimeout(700);
      assert.equal(await tab.page.locator('.tip').count(), 0, `${selector} shows something`);
    }
    await tab.close();
  });

  test('a note shows its words at its mark', async () => {
    const tab = await open(DESK);
    await tab.visit('segur-recommandations-2020/');
    const mark = await at(tab, 'main a[role="doc-noteref"]');
    await mark.hover();
    const tip = await shown(tab);
    assert.ok((await tip.locator('.tip-text').innerText()).length > 10);
    assert.equal(await tip.getAttribute('role'), 'tooltip');
    await tab.close();
  });

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const width of [320, 820, 1440]) {
      test(`axe-core finds nothing with one open, ${colorScheme}, ${width} wide, and nothing scrolls sideways`, async () => {
        const tab = await open({ viewport: { width, height: 700 }, colorScheme, reducedMotion: 'reduce' });
        await tab.visit(ACCORD);
        /** @type {import('./faults.mjs').Fault[]} */
        const faults = [];
        for (const selector of [TERM, LINK]) {
          const link = await at(tab, selector);
          await link.hover();
          await shown(tab);
          await assertBeside(tab, link);
          faults.push(...foundAt(`${selector} at ${width}`, [...(await tab.axe()), ...(await tab.sideways())]));
          await tab.page.keyboard.press('Escape');
        }
        faults.push(...foundAt(ACCORD, tab.faults()));
        assertNone(faults);
        await tab.close();
      });
    }
  }

  test('nothing shifts when one opens, wherever the link stands in the window', async () => {
    const tab = await open(DESK);
    await tab.page.addInitScript(() => {
      /** @type {PerformanceEntry[]} */
      const shifts = (/** @type {any} */ (window).shifts = []);
      new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    });
    await tab.visit(ACCORD);
    await tab.page.evaluate(() => void (/** @type {any} */ (window).shifts.length = 0));
    for (const block of /** @type {const} */ (['start', 'end'])) {
      const link = tab.page.locator(TERM).nth(6);
      await link.evaluate((element, block) => element.scrollIntoView({ block, behavior: 'instant' }), block);
      await link.hover();
      await shown(tab);
      await assertBeside(tab, link);
      const [box, window] = [await tab.page.locator(TIP).boundingBox(), DESK.viewport.height];
      assert.ok(box && box.y >= 0 && box.y + box.height <= window, `it is cut off with its link at the ${block}`);
      await tab.page.keyboard.press('Escape');
      await tab.page.mouse.move(5, 400);
    }
    assert.equal(await tab.page.evaluate(() => /** @type {any} */ (window).shifts.length), 0, 'something shifts');
    await tab.close();
  });

  test('it is not printed', async () => {
    const tab = await open(DESK);
    await tab.visit(ACCORD);
    await (await at(tab, TERM)).hover();
    await shown(tab);
    await tab.page.emulateMedia({ media: 'print' });
    assert.equal(await tab.page.locator('.tip:visible').count(), 0);
    await tab.close();
  });

  test('in forced colours it has an edge', async () => {
    const tab = await open({ ...DESK, forcedColors: 'active' });
    await tab.visit(ACCORD);
    await (await at(tab, TERM)).hover();
    const tip = await shown(tab);
    assert.ok(parseFloat(await tip.evaluate((element) => getComputedStyle(element).borderTopWidth)) >= 1);
    await tab.close();
  });

  test('without scripts a term still says what it stands for, and leads to its entry', async () => {
    const tab = await open({ ...DESK, javaScriptEnabled: false });
    await tab.visit(ACCORD);
    const link = tab.page.locator(`${TERM}[aria-description]`).first();
    await link.scrollIntoViewIfNeeded();
    assert.equal(await link.getAttribute('title'), null);
    await link.hover();
    assert.deepEqual(await tab.sideways(), []);
    await link.click();
    assert.notEqual(tab.page.url(), root + ACCORD);
    await tab.close();
  });
});

test('a site that opens from a folder shows the same', async () => {
  const home = pathToFileURL(`${given('RECUEIL_PORTABLE')}/`).href;
  const tab = await openTab(browser, home, DESK);
  await tab.visit(`${ACCORD}index.html`);
  const link = await at(tab, TERM);
  await link.hover();
  const tip = await shown(tab);
  const first = tip.locator('.tip-uses a').first();
  const target = await first.evaluate((a) => /** @type {HTMLAnchorElement} */ (a).href);
  assert.match(target, /index\.html(#|$)/);
  await first.click();
  await tab.page.waitForURL(target);
  assert.ok((await tab.page.locator('h1').innerText()).length > 0);
  assertNone(foundAt(ACCORD, tab.faults()));
  await tab.close();
});

test('every file of previews is small, and holds text alone', () => {
  const files = filesOf(folder).filter((file) => file.startsWith('assets/previews/'));
  assert.equal(files.length & (files.length - 1), 0, `${files.length} files are no power of two`);
  for (const file of files) {
    const script = readFileSync(join(folder, file), 'utf8');
    assert.ok(Buffer.byteLength(script) <= 32 * 1024, `${file} is too large`);
    const [, data = ''] = /^recueilPreviews\((\{.*\})\);\n$/s.exec(script) ?? [];
    for (const [address, preview] of Object.entries(JSON.parse(data))) {
      assert.ok(preview.title.length > 0 && preview.kind.length > 0, `${address} has no title or kind`);
      assert.ok((preview.text ?? '').length <= 330, `${address} has too much text`);
      for (const [, use] of preview.uses?.first ?? []) assert.doesNotMatch(use, /^[a-z]+:|^\/|^\.\./, `${address} leads out`);
    }
  }
});
