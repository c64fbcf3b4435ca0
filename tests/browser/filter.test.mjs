// A field narrows the glossary, and other long lists, to the entries that hold the words typed.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

/** @typedef {import('./browser.mjs').Tab} Tab */

/**
 * @param {Tab} tab
 * @param {string} words
 */
const type = (tab, words) => tab.page.getByLabel('Filtrer cette page').fill(words);

/**
 * @param {Tab} tab
 * @param {string} entries
 */
const shown = (tab, entries) => tab.page.locator(`main ${entries}:visible`).allInnerTexts();

/** @param {Tab} tab */
const said = async (tab) => {
  const status = tab.page.locator('.filter [role="status"]');
  await tab.page.waitForFunction(() => document.querySelector('.filter [role="status"]')?.textContent !== '');
  return status.innerText();
};

describe('a long list', { concurrency: TABS }, () => {
  test('of the glossary is narrowed by head and by what it stands for, and the number left is told', async () => {
    const tab = await open();
    await tab.visit('glossaire/');
    const all = (await shown(tab, '.names > li')).length;
    assert.ok(all > 300, `${all} entries are shown at first`);
    await type(tab, 'DEVELOPPEMENT prof');
    const left = await shown(tab, '.names > li');
    assert.ok(left.some((entry) => entry.startsWith('DPC')), `${left}`);
    assert.ok(left.length < 20, `${left.length} entries are left`);
    for (const entry of left) assert.match(entry, /d[ée]veloppement/i);
    assert.equal(await said(tab), `${left.length} sur ${all}`);
    const titles = await tab.page.locator('.glossary-group:visible > h2').count();
    assert.ok(titles > 0 && titles <= left.length, 'a letter stands above nothing');
    await type(tab, '');
    assert.equal((await shown(tab, '.names > li')).length, all);
    assertNone(foundAt('glossaire/', tab.faults()));
    await tab.close();
  });

  test('is narrowed whatever the accents, the ligatures and the apostrophes', async () => {
    const tab = await open();
    await tab.visit('glossaire/');
    for (const [one, other] of [['éducation', 'EDUCATION'], ['œuvre', 'oeuvre'], ["l'", 'l’'], ['médico-social', 'medico social']]) {
      await type(tab, one ?? '');
      const first = await shown(tab, '.names > li');
      await type(tab, other ?? '');
      assert.deepEqual(await shown(tab, '.names > li'), first, `${one} and ${other} differ`);
      assert.ok(first.length > 0, `${one} finds nothing`);
    }
    await tab.close();
  });

  test('says that nothing is left, and a link to what was left out brings it back', async () => {
    const tab = await open();
    await tab.visit('organisations/c/');
    const all = (await shown(tab, '.entry')).length;
    await type(tab, 'xyzzy');
    assert.equal((await shown(tab, '.entry')).length, 0);
    assert.match(await said(tab), /^Rien/);
    await tab.visit('glossaire/c/');
    const entry = await tab.page.locator('.glossary-entry').last().getAttribute('id');
    await type(tab, 'xyzzy');
    await tab.page.evaluate((id) => void (location.hash = id ?? ''), entry);
    await tab.page.locator(`#${entry}:visible`).waitFor();
    assert.ok(all > 12);
    await tab.close();
  });

  test('is looked through with the keyboard alone, at 320 too, and axe-core finds nothing in it', async () => {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const tab = await open({ viewport: { width: 320, height: 700 }, colorScheme });
      await tab.visit('glossaire/');
      await tab.page.locator('.letters a').last().focus();
      await tab.page.keyboard.press('Tab');
      await tab.page.keyboard.type('soins');
      assert.ok((await shown(tab, '.names > li')).length > 0);
      await said(tab);
      assertNone(foundAt('glossaire/', [...(await tab.axe()), ...(await tab.sideways()), ...tab.faults()]));
      await tab.close();
    }
  });

  test('has no field without scripts, and a short one has none at all', async () => {
    const tab = await open({ javaScriptEnabled: false });
    await tab.visit('glossaire/');
    assert.equal(await tab.page.locator('.filter:visible').count(), 0);
    assert.ok((await shown(tab, '.names > li')).length > 300);
    await tab.visit('glossaire/b/');
    assert.equal(await tab.page.locator('.filter').count(), 0);
    await tab.close();
  });
});
