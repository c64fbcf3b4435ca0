// Searching: the dialog on every page and the search page, by keyboard, by address, without scripts, from a folder; whatever
// is asked and whatever the engine answers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openTab } from './browser.mjs';
import { assertNone, foundAt } from './faults.mjs';
import { standIn } from './search-stub.mjs';
import { ACCORD, WIDTHS, given } from './site.mjs';
import { stage } from './stage.mjs';

/** @typedef {import('./browser.mjs').Tab} Tab */

const { tab: open, browser, root } = await stage();

const PAGE = 'recherche/';
const FIELD = 'main .search-form input';
const DIALOG = '.search-dialog';

/**
 * A tab whose site has the engine that stands in.
 *
 * @param {Parameters<typeof open>[0]} [options]
 * @param {Parameters<typeof standIn>[1]} [engine]
 */
async function openWith(options, engine) {
  const tab = await open(options);
  await standIn(tab.page, engine);
  return tab;
}

/** @param {Tab} tab */
const focused = (tab) => tab.page.evaluate(() => document.activeElement?.textContent || document.activeElement?.localName);
/** @param {Tab} tab */
const asked = (tab) => decodeURIComponent(new URL(tab.page.url()).search);

/**
 * Waits until the page tells of that many results.
 *
 * @param {Tab} tab
 * @param {string} words
 */
const told = (tab, words) =>
  tab.page.waitForFunction((words) => {
    const told = [...document.querySelectorAll('.search-count')].filter((one) => one instanceof HTMLElement && one.offsetParent);
    return told.at(-1)?.textContent?.startsWith(words);
  }, words);

describe('on any page', () => {
  test('the key / opens the dialog; arrows, Enter and Escape do the rest', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } });
    await tab.visit(ACCORD);
    assert.equal(await tab.page.locator(DIALOG).count(), 0, 'the dialog is there before it is asked for');
    assert.equal(await tab.page.locator('script[src*=engine]').count(), 0, 'the engine is loaded before it is asked for');
    await tab.page.keyboard.press('/');
    assert.equal(await focused(tab), 'input');
    // What is typed before the scripts are there is not lost.
    await tab.page.keyboard.type('chose');
    await told(tab, '57 résultats');
    assert.equal(await tab.page.locator(`${DIALOG} .hit`).count(), 8);
    assert.equal(await tab.page.locator(`${DIALOG} input[name=q]`).inputValue(), 'chose', 'the key is typed too');
    await tab.page.locator(`${DIALOG} [role=status]`, { hasText: '57 résultats' }).waitFor({ state: 'attached' });

    for (const expected of ['Chose 1 ', 'Chose 2 ', 'Chose 3 ']) {
      await tab.page.keyboard.press('ArrowDown');
      assert.ok((await focused(tab))?.startsWith(expected), `not at ${expected}`);
    }
    await tab.page.keyboard.press('ArrowUp');
    assert.ok((await focused(tab))?.startsWith('Chose 2 '));
    await tab.page.keyboard.press('ArrowUp');
    await tab.page.keyboard.press('ArrowUp');
    assert.equal(await focused(tab), 'input');

    await tab.page.keyboard.press('Escape');
    assert.equal(await tab.page.locator(DIALOG).isVisible(), false, 'Escape leaves the dialog open');
    await tab.page.keyboard.press('/');
    assert.ok(await tab.page.locator(DIALOG).isVisible());
    await tab.page.keyboard.press('ArrowDown');
    await tab.page.keyboard.press('Escape');
    assert.equal(await tab.page.locator(DIALOG).isVisible(), false, 'Escape leaves the dialog open from a result');

    await tab.page.keyboard.press('/');
    await tab.page.keyboard.press('ArrowDown');
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForURL(`${root}glossaire/`);
    await tab.page.waitForLoadState();
    await tab.page.keyboard.press('/');
    await tab.page.keyboard.type('chose 1');
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForURL(`${root}${PAGE}?q=chose+1`);
    await told(tab, '11 résultats');
    assertNone(foundAt(ACCORD, tab.faults()));
    await tab.close();
  });

  test('the entry of the header opens it too, gives focus back, and leads to all results', async () => {
    const tab = await openWith();
    await tab.visit(ACCORD);
    const way = tab.page.locator('.search-way a');
    await way.focus();
    await tab.page.keyboard.press('Enter');
    assert.equal(await focused(tab), 'input');
    await tab.page.keyboard.press('Escape');
    assert.ok(await way.evaluate((link) => link === document.activeElement), 'focus does not return');
    await way.click();
    await tab.page.keyboard.type('chose');
    await told(tab, '57 résultats');
    await tab.page.mouse.click(5, 5);
    assert.equal(await tab.page.locator(DIALOG).isVisible(), false, 'a click outside leaves the dialog open');
    await way.click();
    await tab.page.locator(`${DIALOG} .search-close`).click();
    assert.equal(await tab.page.locator(DIALOG).isVisible(), false);
    await way.click();
    await tab.page.locator(`${DIALOG} .search-all`).click();
    await tab.page.waitForURL(`${root}${PAGE}?q=chose`);
    assertNone(foundAt(ACCORD, tab.faults()));
    await tab.close();
  });

  test('the key / is left alone while typing and with modifiers, works with Shift, and can be turned off', async () => {
    const tab = await openWith();
    await tab.visit(ACCORD);
    /** @param {Record<string, unknown>} [init] @param {string} [into] */
    const press = (init = {}, into = 'body') =>
      tab.page.evaluate(
        ([into, init]) => {
          const event = new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true, ...init });
          document.querySelector(into)?.dispatchEvent(event);
          const dialog = document.querySelector('.search-dialog');
          const isOpen = dialog instanceof HTMLDialogElement && dialog.open;
          if (isOpen) dialog.close();
          return isOpen;
        },
        /** @type {const} */ ([into, init]),
      );
    await tab.page.evaluate(() => {
      const field = document.createElement('textarea');
      const text = document.createElement('div');
      text.contentEditable = 'true';
      document.body.append(field, text);
    });
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey', 'repeat', 'isComposing']) {
      assert.equal(await press({ [modifier]: true }), false, modifier);
    }
    assert.equal(await press({}, 'textarea'), false, 'in a field');
    assert.equal(await press({}, '[contenteditable]'), false, 'in a text that is edited');
    assert.equal(await press({ key: 'a' }), false);
    assert.equal(await press({ shiftKey: true }), true, 'with Shift, as on a French keyboard');
    assert.equal(await press(), true);

    await tab.visit(PAGE);
    await tab.page.keyboard.press('/');
    assert.ok(await tab.page.locator(FIELD).evaluate((field) => field === document.activeElement));
    await tab.page.locator('.search-keys input').uncheck();
    await tab.visit(ACCORD);
    assert.equal(await press(), false, 'turned off');
    assert.equal(await tab.page.locator('.search-way kbd').isVisible(), false, 'the header still names the key');
    await tab.page.locator('.search-way a').click();
    await tab.page.locator(`${DIALOG} .search-key input`).check();
    await tab.page.keyboard.press('Escape');
    assert.equal(await press(), true, 'turned on again');
    assert.ok(await tab.page.locator('.search-way kbd').isVisible());
    await tab.close();
  });
});

describe('on the search page', () => {
  test('by keyboard: the field, the arrows, Escape, and more results', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } });
    await tab.visit(PAGE);
    assert.ok(await tab.page.locator('.search-indexes').isVisible());
    await tab.page.keyboard.press('/');
    await tab.page.keyboard.type('chose');
    await told(tab, '57 résultats');
    assert.equal(await tab.page.locator('.search-indexes').isVisible(), false);
    assert.equal(await tab.page.locator('.search-also').innerText(), 'Recherché aussi\u00a0: objet <u>');
    await tab.page.locator('main [role=status]', { hasText: '57 résultats' }).waitFor({ state: 'attached' });
    assert.match(await tab.page.title(), /^chose – Recherche – /);
    await tab.page.keyboard.press('ArrowDown');
    assert.ok((await focused(tab))?.startsWith('Chose 1 '));
    await tab.page.keyboard.press('Escape');
    assert.ok(await tab.page.locator(FIELD).evaluate((field) => field === document.activeElement));

    assert.equal(await tab.page.locator('.hit').count(), 10);
    await tab.page.locator('.search-more').focus();
    await tab.page.keyboard.press('Enter');
    await tab.page.locator('.hit').nth(29).waitFor();
    assert.ok((await focused(tab))?.startsWith('Chose 11 '), 'focus is not at the first of those that came');
    await tab.page.locator('.search-more').click();
    await tab.page.locator('.hit').nth(49).waitFor();
    await tab.page.locator('.search-more').click();
    await tab.page.locator('.hit').nth(56).waitFor();
    assert.equal(await tab.page.locator('.search-more').isVisible(), false);

    await tab.page.locator(FIELD).focus();
    await tab.page.keyboard.press('Escape');
    assert.equal(await tab.page.locator(FIELD).inputValue(), '');
    assert.ok(await tab.page.locator('.search-indexes').isVisible());
    assert.equal(asked(tab), '');
    assertNone(foundAt(PAGE, tab.faults()));
    await tab.close();
  });

  test('the address holds the search: it is shared, gone back to, and what it does not know is left alone', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } });
    await tab.visit(`${PAGE}?q=chose&kind=accord&theme=sujet-3&theme=sujet-6&nothing=x&theme=`);
    await told(tab, '4 résultats');
    assert.equal(await tab.page.locator(FIELD).inputValue(), 'chose');
    assert.deepEqual(await tab.page.locator('.search-chosen button').allInnerTexts(), ['accord <i>', 'sujet-3 <i>', 'sujet-6 <i>']);
    assert.equal(await tab.page.locator('.facets input:checked').count(), 3);

    await tab.page.getByRole('button', { name: 'Retirer le filtre Nature\u00a0: accord <i>' }).click();
    await told(tab, '8 résultats');
    assert.equal(asked(tab), '?q=chose&theme=sujet-3&theme=sujet-6');
    await tab.page.getByRole('checkbox', { name: 'sujet-3 ' }).uncheck();
    await told(tab, '4 résultats');
    assert.ok(await tab.page.getByRole('checkbox', { name: 'sujet-3 ' }).evaluate((box) => box === document.activeElement));

    await tab.page.locator(FIELD).fill('chose 2');
    await told(tab, '1 résultat');
    await tab.page.locator(FIELD).fill('chose 22');
    await told(tab, 'Aucun résultat pour «\u00a0chose 22\u00a0»');
    assert.ok(await tab.page.locator('.search-indexes').isVisible(), 'nothing found, and no way on');
    assert.equal(asked(tab), '?q=chose+22&theme=sujet-6');
    // What was typed on the way is one step.
    await tab.page.goBack();
    await told(tab, '4 résultats');
    assert.equal(await tab.page.locator(FIELD).inputValue(), 'chose');
    await tab.page.goBack();
    await told(tab, '8 résultats');
    await tab.page.goBack();
    await told(tab, '4 résultats');
    assert.equal(await tab.page.locator('.facets input:checked').count(), 3);
    await tab.page.goForward();
    await told(tab, '8 résultats');
    assertNone(foundAt(PAGE, tab.faults()));
    await tab.close();
  });

  test('who comes back from a result finds as many as before, where they were', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } });
    await tab.visit(`${PAGE}?q=chose`);
    await told(tab, '57 résultats');
    await tab.page.locator('.search-more').click();
    await tab.page.locator('.hit').nth(29).waitFor();
    await tab.page.locator('.hit a').nth(25).scrollIntoViewIfNeeded();
    const top = await tab.page.evaluate(() => scrollY);
    assert.ok(top > 1000);
    await tab.page.locator('.hit a').nth(25).click();
    await tab.page.waitForURL(`${root}glossaire/`);
    await tab.page.goBack();
    await tab.page.locator('.hit').nth(29).waitFor();
    // To click the link, the browser may have brought it further into view.
    await tab.page.waitForFunction((top) => Math.abs(scrollY - top) < 300, top);
    assert.ok((await focused(tab))?.startsWith('Chose 26 '), 'focus is not at the result that was followed');
    // The next search is a new one: it begins at its top, and focus stays in the field.
    await tab.page.locator(FIELD).fill('chose 2');
    await told(tab, '11 résultats');
    assert.ok(await tab.page.locator(FIELD).evaluate((field) => field === document.activeElement));
    await tab.close();
  });

  test('each number beside a box is how many results that box would leave', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } });
    await tab.visit(`${PAGE}?q=chose&kind=terme`);
    await told(tab, '19 résultats');
    assert.equal(await tab.page.locator('.facets fieldset').nth(1).locator('input').count(), 10, 'more than the ten most frequent');
    await tab.page.getByRole('button', { name: 'Tout afficher (14)' }).click();
    assert.ok((await focused(tab))?.startsWith('En afficher moins'), 'focus is lost');
    const boxes = tab.page.locator('.facets fieldset').nth(1).locator('label');
    assert.equal(await boxes.count(), 14);
    for (const at of [0, 5, 13]) {
      const count = await boxes.nth(at).locator('.count').innerText();
      await boxes.nth(at).locator('input').check();
      await told(tab, `${count} résultat`);
      assert.equal(await tab.page.locator('.hit').count(), Number(count));
      await boxes.nth(at).locator('input').uncheck();
      await told(tab, '19 résultats');
    }
    const [one, two] = [Number(await boxes.nth(1).locator('.count').innerText()), Number(await boxes.nth(2).locator('.count').innerText())];
    await boxes.nth(1).locator('input').check();
    await told(tab, `${one} résultat`);
    await boxes.nth(2).locator('input').check();
    await told(tab, `${one + two} résultats`);
    await tab.close();
  });

  test('numbers that are not exact are told so', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } }, { about: true });
    await tab.visit(`${PAGE}?q=chose`);
    await told(tab, 'Environ 57 résultats');
    assert.match(await tab.page.locator('.facets label .count').first().innerText(), /^≈\s\d+$/);
    await tab.page.getByRole('button', { name: 'Afficher les 14 valeurs les plus fréquentes' }).waitFor();
    await tab.visit(ACCORD);
    await tab.page.keyboard.press('/');
    await tab.page.keyboard.type('chose');
    await told(tab, 'Environ 57 résultats');
    await tab.close();
  });

  test('an answer that comes late does not take the place of a newer one', async () => {
    const tab = await openWith({}, { delays: { 'chose 1': 5000 } });
    await tab.visit(PAGE);
    await tab.page.locator(FIELD).fill('chose 1');
    await tab.page.locator('.search-count', { hasText: 'Recherche en cours' }).waitFor();
    await tab.page.locator(FIELD).fill('chose 2');
    await told(tab, '11 résultats');
    await tab.page.waitForTimeout(5000);
    assert.equal(await tab.page.locator('.hit a').first().innerText(), 'Chose 2 <img src=x onerror=alert(1)>');
    await tab.close();
  });

  test('an engine that cannot be loaded is told of, with what to do; once it can, it is', async () => {
    const tab = await open();
    await tab.page.route('**/assets/search-engine.js', (route) => route.abort());
    await tab.visit(`${PAGE}?q=chose`);
    await told(tab, 'La recherche n’a pas pu se charger.');
    assert.ok(await tab.page.locator('.search-indexes').isVisible());
    assert.equal(await tab.page.locator('.search-facets').isVisible(), false, 'filters without values are shown');
    await tab.visit(ACCORD);
    await tab.page.keyboard.press('/');
    await told(tab, 'La recherche n’a pas pu se charger.');
    await tab.visit(`${PAGE}?q=chose`);
    await told(tab, 'La recherche n’a pas pu se charger.');
    await tab.page.unroute('**/assets/search-engine.js');
    await standIn(tab.page);
    await tab.page.locator('.search-again').click();
    await told(tab, '57 résultats');
    assert.equal(await tab.page.locator('.search-again').isVisible(), false);
    await tab.close();
  });

  test('whatever is asked, and whatever is answered, is words', async () => {
    const tab = await openWith();
    const queries = [
      '"><script>alert(1)</script>', '<img src=x onerror=alert(2)>', '$& $1 {n} {q}', '__proto__', '👩‍⚕️🏥', 'שלום עולם', '\u202Eabc',
      'mot '.repeat(1000), '\u0000\uD800', '%', '   ', '"', '\\', 'constructor',
    ];
    for (const q of queries) {
      await tab.visit(`${PAGE}?${new URLSearchParams({ q, kind: q.slice(0, 400), theme: 'sujet-1' })}`);
      await tab.page.locator('.search-count:not(:empty)').waitFor();
      const value = await tab.page.locator(FIELD).inputValue();
      assert.ok(value.length <= 300);
      assert.deepEqual(await tab.sideways(), []);
      assertNone(foundAt(q, tab.faults()));
    }
    await tab.visit(`${PAGE}?q=chose`);
    await told(tab, '57 résultats');
    assert.equal(await tab.page.locator('main :is(img, i, u, b), main .search-found script').count(), 0);
    assert.equal(await tab.page.locator('.hit mark').first().innerText(), 'Chose');
    await tab.visit(`${PAGE}?${'theme=sujet-1&'.repeat(500)}q=chose`);
    await told(tab, '4 résultats');
    assert.equal(await tab.page.locator('.search-chosen li').count(), 1);
    assertNone(foundAt(PAGE, tab.faults()));
    await tab.close();
  });

  test('results take their place without moving what is there', async () => {
    const tab = await openWith({ viewport: { width: 1440, height: 900 } });
    await tab.page.addInitScript(() => {
      const scope = /** @type {any} */ (window);
      scope.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) scope.shifts += /** @type {any} */ (entry).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of [`${PAGE}?q=chose`, `${PAGE}?q=chose&theme=sujet-1`, PAGE, ACCORD]) {
      await tab.visit(path);
      if (path.includes('q=')) await tab.page.locator('.hit').first().waitFor();
      await tab.page.waitForTimeout(200);
      assert.equal(await tab.page.evaluate(() => /** @type {any} */ (window).shifts), 0, path);
    }
    await tab.close();
  });
});

describe('for everyone', () => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe-core finds nothing with results and with the dialog, ${colorScheme}`, async () => {
      const tab = await openWith({ colorScheme, reducedMotion: 'reduce' });
      /** @type {import('./faults.mjs').Fault[]} */
      const faults = [];
      for (const width of WIDTHS) {
        await tab.page.setViewportSize({ width, height: 900 });
        await tab.visit(`${PAGE}?q=chose&theme=sujet-1`);
        await told(tab, '4 résultats');
        await tab.page.evaluate(() => document.querySelector('details.search-facets')?.setAttribute('open', ''));
        faults.push(...foundAt(`the page at ${width}`, [...(await tab.axe()), ...(await tab.sideways())]));
        await tab.visit(ACCORD);
        await tab.page.keyboard.press('/');
        await tab.page.keyboard.type('chose');
        await told(tab, '57 résultats');
        faults.push(...foundAt(`the dialog at ${width}`, [...(await tab.axe()), ...(await tab.sideways())]));
      }
      faults.push(...foundAt(colorScheme, tab.faults()));
      await tab.close();
      assertNone(faults);
    });
  }

  test('at 320 pixels nothing is cut, and on a phone the filters fold', async () => {
    const tab = await openWith({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
    await tab.visit(`${PAGE}?q=chose&theme=sujet-1`);
    await told(tab, '4 résultats');
    assert.deepEqual(await tab.sideways(), []);
    assert.equal(await tab.page.locator('.facets').isVisible(), false);
    await tab.page.locator('.search-facets > summary').tap();
    assert.ok(await tab.page.locator('.facets').isVisible());
    await tab.page.getByRole('checkbox', { name: 'sujet-2 ' }).tap();
    await told(tab, '8 résultats');
    assert.ok(await tab.page.locator('.facets').isVisible(), 'the filters fold under the hand');
    assert.deepEqual(await tab.sideways(), []);
    await tab.visit(ACCORD);
    await tab.page.locator('.search-way a').tap();
    const box = await tab.page.locator(DIALOG).boundingBox();
    assert.deepEqual([box?.x, box?.y, box?.width, box?.height], [0, 0, 320, 640], 'the dialog does not fill a phone');
    assert.deepEqual(await tab.sideways(), []);
    await tab.close();
  });

  test('without scripts the page says so, leads to the indexes, and the header leads to the page', async () => {
    const tab = await open({ javaScriptEnabled: false });
    await tab.visit(ACCORD);
    await tab.page.locator('.search-way a').click();
    assert.equal(tab.page.url(), root + PAGE);
    assert.ok(await tab.page.locator('.search-without').isVisible());
    assert.equal(await tab.page.locator(FIELD).isVisible(), false, 'a field that does nothing');
    const links = await tab.page.locator('.search-indexes a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const expected of ['../accords/', '../organisations/', '../glossaire/', '../calendrier/', '../chiffres/']) {
      assert.ok(links.includes(expected), expected);
    }
    for (const link of await tab.page.locator('.search-indexes a').all()) assert.ok(await link.isVisible());
    assertNone(foundAt(PAGE, tab.faults()));
    await tab.close();
  });

  test('from a page that is not there one can search at once', async () => {
    const tab = await openWith();
    await tab.page.goto(`${root}no/such/page`);
    await tab.page.locator('main input[name=q]').fill('chose 5');
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForURL(`${root}${PAGE}?q=chose+5`);
    await told(tab, '9 résultats');
    await tab.close();
  });

  test('results print as a list', async () => {
    const tab = await openWith();
    await tab.visit(`${PAGE}?q=chose`);
    await told(tab, '57 résultats');
    await tab.page.emulateMedia({ media: 'print' });
    assert.equal(await tab.page.locator('main :is(form, input, summary, button):visible').count(), 0);
    assert.ok(await tab.page.locator('.hit').first().isVisible());
    assert.ok(await tab.page.locator('.search-count').isVisible());
    await tab.close();
  });
});

test('from a folder, without a server: the dialog, the page, its address', async () => {
  const folder = pathToFileURL(`${given('RECUEIL_PORTABLE')}/`).href;
  const tab = await openTab(browser, folder, { viewport: { width: 1440, height: 900 } });
  await standIn(tab.page);
  await tab.visit(`${ACCORD}index.html`);
  await tab.page.keyboard.press('/');
  await tab.page.keyboard.type('chose');
  await told(tab, '57 résultats');
  await tab.page.keyboard.press('Enter');
  await tab.page.waitForURL(`${folder}${PAGE}index.html?q=chose`);
  await told(tab, '57 résultats');
  await tab.page.getByRole('checkbox', { name: 'terme ' }).check();
  await told(tab, '19 résultats');
  assert.equal(asked(tab), '?q=chose&kind=terme');
  await tab.page.goBack();
  await told(tab, '57 résultats');
  assertNone(foundAt(PAGE, tab.faults()));
  await tab.close();
});

describe('with the engine of the site', () => {
  test('each number beside a box is how many results that box leaves, whatever else is chosen', async () => {
    const tab = await open({ viewport: { width: 1440, height: 900 } });
    await tab.visit(`${PAGE}?q=formation`);
    await tab.page.locator('.hit').first().waitFor();
    const wrong = await tab.page.evaluate(async () => {
      const engine = await window.recueilSearchView?.engine('../');
      if (!engine) return ['no engine'];
      /** @type {string[]} */
      const wrong = [];
      const first = await (await engine.search({ q: 'formation', size: 1 })).facets();
      const [kind, theme] = ['kind', 'theme'].map((name) => first.find((facet) => facet.name === name)?.values[0]?.value ?? '');
      const choices = [{}, { kind: [kind] }, { kind: [kind], theme: [theme] }];
      for (const facets of /** @type {Record<string, string[]>[]} */ (choices)) {
        const answer = await engine.search({ q: 'formation', facets, size: 1 });
        for (const { name, values } of await answer.facets()) {
          for (const { value, count } of values) {
            const { total, hits } = await engine.search({ q: 'formation', facets: { ...facets, [name]: [value] }, size: 2000 });
            if (total !== count || hits.length !== total) wrong.push(`${JSON.stringify(facets)} ${name} ${value}: ${count}, ${total}, ${hits.length}`);
            if (name === 'kind' && hits.some((hit) => hit.kind !== value)) wrong.push(`${value} holds another kind`);
          }
        }
      }
      return wrong;
    });
    assert.deepEqual(wrong, []);
    assertNone(foundAt(PAGE, tab.faults()));
    await tab.close();
  });

  test('a result shows nothing beside it: its passage says what it is', async () => {
    const tab = await open({ viewport: { width: 1440, height: 900 } });
    await tab.page.clock.install();
    await tab.visit(`${PAGE}?q=formation`);
    const link = tab.page.locator('.hit a').first();
    const come = async () => {
      await tab.page.mouse.move(5, 5);
      await link.hover();
      await tab.page.clock.runFor(5000);
    };
    await come();
    assert.equal(await tab.page.locator('.tip').count(), 0);
    // It is the list that says so: any other link would show it.
    await tab.page.locator('.search-found .hits').evaluate((list) => list.removeAttribute('data-previews'));
    await come();
    await tab.page.locator('.tip').waitFor();
    assertNone(foundAt(PAGE, tab.faults()));
    await tab.close();
  });

  // How soon depends on the machine: it is told, not judged.
  test('results come by themselves after the last key, in the dialog and on the page', async (t) => {
    for (const path of [PAGE, ACCORD]) {
      const tab = await open({ viewport: { width: 1440, height: 900 } });
      await tab.visit(path);
      await tab.page.keyboard.press('/');
      const queries = ['hopital', 'soins', 'formation', 'accord', 'mesure 5', 'medecin'];
      /** Of each query, the best of three times: what else the machine does is not the page's doing. @type {Map<string, number>} */
      const best = new Map();
      for (const q of [...queries, ...queries, ...queries]) {
        await tab.page.evaluate(() => {
          const field = document.activeElement;
          if (field instanceof HTMLInputElement) field.value = '';
          const list = [...document.querySelectorAll('.hits')].at(-1);
          const scope = /** @type {any} */ (window);
          scope.pressed = 0;
          scope.took = 0;
          document.addEventListener('keydown', (event) => (scope.pressed = event.timeStamp), { capture: true });
          if (!list) return;
          new MutationObserver(() => (scope.took = performance.now() - scope.pressed)).observe(list, { childList: true });
        });
        await tab.page.keyboard.type(q, { delay: 60 });
        await tab.page.waitForFunction(() => /** @type {any} */ (window).took > 0);
        // What comes for the letters before the last one comes before the next query is typed.
        await tab.page.waitForTimeout(500);
        const took = await tab.page.evaluate(() => /** @type {any} */ (window).took);
        best.set(q, Math.min(took, best.get(q) ?? Infinity));
      }
      t.diagnostic(`/${path}: ${[...best].map(([q, time]) => `${q} ${Math.round(time)}`).join(', ')} ms`);
      assertNone(foundAt(path, tab.faults()));
      await tab.close();
    }
  });

  test('from a folder it finds as much as from a server', async () => {
    const folder = pathToFileURL(`${given('RECUEIL_PORTABLE')}/`).href;
    const [there, here] = [await openTab(browser, folder), await open()];
    await there.visit(`${PAGE}index.html?q=hopital`);
    await here.visit(`${PAGE}?q=hopital`);
    for (const tab of [there, here]) await tab.page.locator('.hit').first().waitFor();
    const words = (/** @type {Tab} */ tab) => tab.page.locator('.search-list').innerText();
    assert.equal(await words(there), await words(here));
    await there.page.locator('.hit a').first().click();
    await there.page.locator('h1').waitFor();
    for (const tab of [there, here]) {
      assertNone(foundAt(PAGE, tab.faults()));
      await tab.close();
    }
  });
});
