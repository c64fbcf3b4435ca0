// What a reader takes away from a page: the citation is in the page without scripts, and with them a button copies it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, given, pagesOf } from './site.mjs';
import { stage } from './stage.mjs';

const { tab: open, root } = await stage();

test('the citation is in the page as it is written, and no button that only a script could answer', () => {
  const page = pagesOf(given('RECUEIL_SITE')).find(({ path }) => path === ACCORD);
  const cite = page?.html.match(/<details class="cite">[^]*?<\/details>/)?.[0] ?? '';
  assert.match(cite, /<p class="cite-plain"[^>]*>[^<]*accord-fph-2020\/<\/p>/);
  assert.match(cite, /@misc\{accord-fph-2020,/);
  assert.doesNotMatch(cite, /<button/);
});

test('a button copies the reference, another the BibTeX, with the keyboard alone, and each says so', async () => {
  const tab = await open();
  await tab.page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(root).origin });
  await tab.visit(ACCORD);
  await tab.page.locator('.cite > summary').focus();
  await tab.page.keyboard.press('Enter');
  for (const [at, text] of /** @type {const} */ ([[0, '.cite-plain'], [1, '.cite code']])) {
    await tab.page.keyboard.press('Tab');
    await tab.page.keyboard.press('Enter');
    await tab.page.locator('.cite [role=status]').nth(at).filter({ hasText: /./ }).waitFor();
    const copied = await tab.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, (await tab.page.locator(text).textContent())?.trim());
  }
  assertNone(foundAt(ACCORD, tab.faults()));
  await tab.close();
});

test('where there is no clipboard, as on pages from a folder, the reference is copied all the same', async () => {
  const tab = await open();
  await tab.page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await tab.visit(ACCORD);
  await tab.page.locator('.cite > summary').click();
  await tab.page.locator('.copy').first().click();
  await tab.page.locator('.cite [role=status]').first().filter({ hasText: /./ }).waitFor();
  const selected = await tab.page.evaluate(() => getSelection()?.toString());
  assert.equal(selected?.trim(), (await tab.page.locator('.cite-plain').textContent())?.trim());
  await tab.close();
});

test('on paper the page ends with its address, and nothing of the citation, its buttons or the downloads', async () => {
  const tab = await open();
  await tab.page.emulateMedia({ media: 'print' });
  await tab.visit(ACCORD);
  assert.ok(await tab.page.locator('.take-away .print-only').isVisible());
  assert.equal(await tab.page.locator('.take-away :is(details, h2, button, a):visible').count(), 0);
  await tab.close();
});
