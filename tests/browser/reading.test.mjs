// Every kind of page can be read without scripts and on paper.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, KINDS } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

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

test('a colon after a label stands as the language of the site has it', async () => {
  const tab = await open();
  await tab.visit(`${ACCORD}mesure-7/`);
  const colon = (/** @type {string} */ lang) =>
    tab.page.locator('.measure-due .margin-label').evaluate((label, lang) => {
      document.documentElement.lang = lang;
      return getComputedStyle(label, '::after').content;
    }, lang);
  assert.equal(await colon('fr'), '"\u00a0: "');
  assert.equal(await colon('en'), '": "');
  assert.equal(await colon('de'), '": "');
  await tab.close();
});
