// Every kind of page can be read without scripts, with the keyboard alone, and on paper.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, KINDS } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

/** How many focusable elements are looked at on each page, from its beginning. */
const STEPS = 40;

describe('each kind of page', { concurrency: TABS }, () => {
  for (const { name, path } of KINDS) {
    test(`${name}, without scripts: its text is there`, async () => {
      const tab = await open({ javaScriptEnabled: false });
      await tab.visit(path);
      const main = tab.page.locator('main');
      const title = (await main.locator('h1').innerText()).trim();
      const headings = await main.locator('h1, h2, h3').all();
      assert.ok(title.length > 0, 'the page has no title');
      assert.ok((await main.innerText()).length > title.length + 40, 'the page has hardly any text');
      for (const heading of headings) assert.ok(await heading.isVisible(), `not visible: ${await heading.innerText()}`);
      assertNone(foundAt(path, tab.faults()));
      await tab.close();
    });

    test(`${name}, with the keyboard: a link to the text comes first, and focus is always seen`, async () => {
      // A page that scrolls at once can be looked at once it has.
      const tab = await open({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
      await tab.visit(path);
      await tab.page.keyboard.press('Tab');
      const first = await tab.page.evaluate(focused);
      assert.equal(first.href, `#${await tab.page.locator('main').getAttribute('id')}`, `the first stop is ${first.name}`);
      assert.ok(first.seen, 'the link to the text is not seen when it has focus');

      /** @type {import('./faults.mjs').Fault[]} */
      const unseen = [];
      let last = first.name;
      for (let step = 0; step < STEPS; step += 1) {
        await tab.page.keyboard.press('Tab');
        const now = await tab.page.evaluate(focused);
        if (now.name === 'body') break;
        if (!now.outlined || !now.seen) unseen.push({ at: now.name, what: now.outlined ? 'has focus out of sight' : 'has focus without an outline' });
        last = now.name;
      }
      assertNone(unseen);
      assert.notEqual(last, first.name, 'there is nothing to reach after the link to the text');

      await tab.visit(path);
      await tab.page.keyboard.press('Tab');
      await tab.page.keyboard.press('Enter');
      await tab.page.waitForFunction(() => document.activeElement?.localName === 'main');
      await tab.page.keyboard.press('Tab');
      const inside = await tab.page.evaluate(() => {
        const main = document.querySelector('main');
        const stops = main?.querySelectorAll('a[href], summary, button, input, select') ?? [];
        return stops.length === 0 || (main?.contains(document.activeElement) ?? false);
      });
      assert.ok(inside, 'after the link to the text, the next stop is outside of it');
      assertNone(foundAt(path, tab.faults()));
      await tab.close();
    });

    test(`${name}, on paper: text and no navigation, dark on white`, async () => {
      const tab = await open({ colorScheme: 'dark', viewport: { width: 1440, height: 900 } });
      await tab.visit(path);
      const onScreen = await tab.page.locator('main h1').innerText();
      await tab.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      assert.equal(await tab.page.locator('nav:visible').count(), 0, 'navigation is printed');
      assert.equal(await tab.page.locator('.skip:visible').count(), 0, 'the link to the text is printed');
      assert.equal(await tab.page.locator('main h1').innerText(), onScreen);
      assert.ok(await tab.page.locator('main h1').isVisible(), 'the title is not printed');
      const colours = await tab.page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return { color, backgroundColor };
      });
      assert.deepEqual(colours, { color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
      const pdf = (await tab.page.pdf({ preferCSSPageSize: true })).toString('latin1');
      assert.ok(pdf.startsWith('%PDF-'), 'no PDF is made');
      assert.ok((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length > 0, 'the PDF has no page');
      assert.match(pdf, /\/Type\s*\/Font\b/, 'the PDF has no text');
      assertNone(foundAt(path, tab.faults()));
      await tab.close();
    });
  }
});

test('on a phone the menu and the contents open with the keyboard', async () => {
  const tab = await open({ viewport: { width: 390, height: 800 } });
  await tab.visit(ACCORD);
  for (const details of ['details.site-menu', 'details.contents-menu']) {
    const link = tab.page.locator(`${details} a`).first();
    assert.equal(await link.isVisible(), false, `${details} is open at first`);
    await tab.page.locator(`${details} > summary`).focus();
    await tab.page.keyboard.press('Enter');
    assert.ok(await link.isVisible(), `${details} does not open`);
    await tab.page.keyboard.press('Tab');
    assert.ok(await link.evaluate((element) => element === document.activeElement), `${details}: its links are not next`);
    await tab.page.locator(`${details} > summary`).focus();
    await tab.page.keyboard.press('Enter');
  }
  assertNone(foundAt(ACCORD, tab.faults()));
  await tab.close();
});

/** What has focus, and whether a reader sees that it has. Runs in the page. */
function focused() {
  const element = document.activeElement ?? document.body;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const within = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  return {
    name: element === document.body ? 'body' : `${element.tagName.toLowerCase()} “${words}”`,
    href: element.getAttribute('href'),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: within && box.width > 0 && box.height > 0 && Number(style.opacity) > 0 && style.visibility === 'visible',
  };
}
