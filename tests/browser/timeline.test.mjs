// The filters of the timeline: each value has its page, which needs no script. With scripts they combine, in the table and in
// the drawing, with counts that are right for what is chosen already and an address that keeps it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openTab } from './browser.mjs';
import { assertNone, foundAt } from './faults.mjs';
import { given } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { root, browser, tab: open } = await stage();

const WHOLE = 'chronologie/';
const FILTERS = '.filters a[data-value]';

/** How many choices one document makes: browsers refuse more than two hundred changes of address in ten seconds. */
const CHOICES = 150;

/**
 * What a reader can choose on a page, and what each row answers to. Read from the HTML as it was sent.
 *
 * @typedef {object} Told
 * @property {{ words: string, state: string, of: string, keys: Record<string, string[]> }[]} rows
 * @property {{ name: string, key: string, title: string, fixed: boolean, values: Value[] }[]} facets
 * @typedef {{ value: string, name: string, count: number, href: string, current: string | null }} Value
 */

/** As many milestones have a page of the timeline. */
const FEW = 3;
const OWN_CALENDAR = '#page_calendrier';

/**
 * Reads pages as they are sent, before any script has changed them.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {string[]} addresses
 * @returns {Promise<(Told | null)[]>}
 */
async function sent(tab, addresses) {
  return tab.page.evaluate(async (addresses) => {
    /** @param {string} address */
    const told = async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) return null;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      /** @param {Element | null | undefined} element */
      const text = (element) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
      const facets = [...page.querySelectorAll('.filters details')].map((details) => ({
        name: details.getAttribute('data-name') ?? '',
        key: details.getAttribute('data-key') ?? '',
        title: text(details.querySelector('summary')),
        fixed: details.hasAttribute('data-fixed'),
        values: [...details.querySelectorAll('a[data-value]')].map((link) => {
          const count = link.querySelector('.count')?.textContent ?? '';
          return {
            value: link.getAttribute('data-value') ?? '',
            name: text(link).slice(0, -count.length).trim(),
            count: Number(count),
            href: new URL(link.getAttribute('href') ?? '', answer.url).href,
            current: link.getAttribute('aria-current'),
          };
        }),
      }));
      const rows = [...page.querySelectorAll('table.calendar tbody tr')].map((row) => ({
        words: `${row.getAttribute('data-date')} ${row.getAttribute('data-label')}`,
        state: text(row.querySelector('.state')),
        of: new URL(row.querySelector('.aside a')?.getAttribute('href') ?? '', answer.url).href,
        keys: Object.fromEntries(facets.map(({ name }) => [name, (row.getAttribute(`data-${name}`) ?? '').split(' ').filter(Boolean)])),
      }));
      return { rows, facets };
    };
    return Promise.all(addresses.map(told));
  }, addresses);
}

/** @param {Told['rows']} rows */
const words = (rows) => rows.map((row) => row.words).sort();

/**
 * Clicks a link to another page, and waits until that is whole.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {import('playwright-core').Locator} link
 */
const follow = (tab, link) => Promise.all([tab.page.waitForEvent('load'), link.click()]);

describe('the filters of the timeline', { concurrency: TABS }, () => {
  test('lead to one page for each value, with its milestones and no other, and say how many before', async () => {
    const tab = await open();
    await tab.visit(WHOLE);
    const [whole] = await sent(tab, [root + WHOLE]);
    assert.ok(whole && whole.rows.length > 100);
    assert.deepEqual(whole.facets.map(({ name }) => name), ['state', 'year', 'instrument', 'organisation', 'theme']);
    const pages = whole.facets.flatMap(({ name, key }) =>
      [...new Set(whole.rows.flatMap((row) => row.keys[name] ?? []))].map((value) => {
        const rows = whole.rows.filter((row) => row.keys[name]?.includes(value));
        // The page of a text and of an organisation has a calendar of its own, which is enough for a few.
        const isOwn = rows.length < FEW && (name === 'instrument' || name === 'organisation');
        const address = isOwn ? `${root}${value}/${OWN_CALENDAR}` : `${root}${WHOLE}${key}/${value}/`;
        return { facet: name, value, address, rows, isOwn };
      }),
    );
    const byAddress = new Map(pages.map((page) => [page.address, page]));
    assert.ok(pages.length > 100);
    const read = await sent(tab, pages.map(({ address }) => address));
    /** @type {import('./faults.mjs').Fault[]} */
    const faults = [];
    for (const [at, { facet, value, address, rows, isOwn }] of pages.entries()) {
      const page = read[at];
      const fault = (/** @type {string} */ what) => void faults.push({ at: address.slice(root.length - 1), what });
      if (!page) {
        fault('is not there');
        continue;
      }
      if (words(page.rows).join('\n') !== words(rows).join('\n')) fault('does not have the milestones of its value');
      if (isOwn) continue;
      const fixed = page.facets.filter((facet) => facet.fixed);
      if (fixed.length !== 1 || fixed[0]?.name !== facet) fault('does not say which filter it is of');
      const current = page.facets.flatMap(({ values }) => values).filter((one) => one.current === 'page');
      if (current.length !== 1 || current[0]?.value !== value) fault(`says that ${current.map(({ value }) => value)} is chosen`);
    }
    for (const [at, page] of [whole, ...read].entries()) {
      for (const { name, values } of page?.facets ?? []) {
        for (const { value, count, href } of values) {
          const leads = byAddress.get(href);
          if (leads?.facet !== name || leads.value !== value || leads.rows.length !== count) {
            faults.push({ at: pages[at - 1]?.address ?? WHOLE, what: `${value}, ${count}, leads to ${href}` });
          }
        }
      }
    }
    // What a row is filtered by is what it says.
    const states = new Map(whole.facets[0]?.values.map(({ value, name }) => [value, name.toLowerCase()]));
    for (const row of whole.rows) {
      if (states.get(row.keys.state?.[0] ?? '') !== row.state.toLowerCase()) faults.push({ at: row.words, what: 'has another state' });
      if (!row.of.startsWith(`${root}${row.keys.instrument?.[0]}/`)) faults.push({ at: row.words, what: 'is of another text' });
      const year = row.keys.year?.[0] ?? '';
      if (/^\d{4}$/.test(year) && !row.words.includes(year)) faults.push({ at: row.words, what: `is not of ${year}` });
    }
    assertNone(faults);
    await tab.close();
  });

  for (const width of [320, 1440]) {
    test(`are plain links without scripts, ${width} pixels wide`, async () => {
      const tab = await open({ javaScriptEnabled: false, viewport: { width, height: 900 } });
      await tab.visit(WHOLE);
      for (const at of [0, 1, 2, 3, 4]) {
        const facet = tab.page.locator('.filters details').nth(at);
        if (!(await facet.evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open))) {
          await facet.locator('summary').click();
        }
        const link = facet.locator(`a[data-value]:not([href$="${OWN_CALENDAR}"])`).last();
        const count = Number(await link.locator('.count').innerText());
        const target = await link.evaluate((a) => /** @type {HTMLAnchorElement} */ (a).href);
        await follow(tab, link);
        assert.equal(tab.page.url(), target);
        assert.equal(await tab.page.locator('table.calendar tbody tr:visible').count(), count);
        assert.equal(await tab.page.locator('.filters [aria-current="page"]:visible').count(), 1);
        await follow(tab, tab.page.locator('main .kicker a'));
        await follow(tab, tab.page.locator('.crumbs li:nth-child(2) a'));
        assert.equal(tab.page.url(), root + WHOLE);
      }
      assert.match(await tab.page.locator('.filters-note').innerText(), /JavaScript/);
      assert.equal(await tab.page.locator('.filters-clear:visible').count(), 0);
      assertNone(foundAt(WHOLE, [...tab.faults(), ...(await tab.sideways())]));
      await tab.close();
    });
  }

  for (const [at, path] of [WHOLE, WHOLE, 'chronologie/annee/2021/', 'chronologie/organisation/ministere-sante/'].entries()) {
    test(`combine as a count of the table by hand does, ${CHOICES} choices one after the other (${at + 1}: /${path})`, async () => {
      const tab = await open({ viewport: { width: at % 2 === 0 ? 1440 : 390, height: 900 } });
      await tab.visit(path);
      const [page] = await sent(tab, [root + path]);
      assert.ok(page && page.facets.length === 5);
      const outcome = await tab.page.evaluate(walk, { page, seed: 7 + at, choices: CHOICES });
      assert.deepEqual(outcome.faults.slice(0, 8), []);
      assert.ok(outcome.together >= 3, `at most ${outcome.together} filters were chosen together`);
      assert.ok(outcome.empty > 0 && outcome.some > CHOICES / 3, `${outcome.some} choices left something, ${outcome.empty} nothing`);
      assertNone(foundAt(path, tab.faults()));
      await tab.close();
    });
  }

  test('are kept in the address: it can be sent, gone back from and come back to', async () => {
    const tab = await open();
    const shown = () => tab.page.locator('table.calendar tbody tr:visible').count();
    const chosen = () => tab.page.locator('.filters [aria-current="true"]').evaluateAll((all) => all.map((link) => link.getAttribute('data-value')));
    await tab.visit(WHOLE);
    const all = await shown();
    await tab.page.locator(`${FILTERS}[data-value="2021"]`).click();
    const ofYear = await shown();
    await tab.page.locator('.filters summary', { hasText: 'Organisation' }).click();
    await tab.page.locator(`${FILTERS}[data-value="ministere-sante"]`).click();
    const both = await shown();
    assert.ok(both > 0 && both < ofYear && ofYear < all, `${both} of ${ofYear} of ${all}`);
    const address = tab.page.url();
    assert.equal(address, `${root}${WHOLE}?annee=2021&organisation=ministere-sante`);

    await tab.page.goBack();
    assert.deepEqual([await chosen(), await shown()], [['2021'], ofYear]);
    await tab.page.goBack();
    assert.deepEqual([await chosen(), await shown(), tab.page.url()], [[], all, root + WHOLE]);
    await tab.page.goForward();
    await tab.page.goForward();
    assert.deepEqual([await chosen(), await shown()], [['2021', 'ministere-sante'], both]);

    // By a key: the page may still be on its way to where it was.
    await tab.page.locator('table.calendar tbody tr:visible a').first().press('Enter');
    await tab.page.waitForURL((url) => !url.pathname.endsWith('/chronologie/'));
    await tab.page.goBack();
    await tab.page.waitForURL(address);
    await tab.page.waitForFunction((n) => [...document.querySelectorAll('tr[data-row]')].filter((row) => row.checkVisibility()).length === n, both);
    assertNone(foundAt(WHOLE, tab.faults()));
    await tab.close();

    const other = await open();
    await other.visit(address.slice(root.length));
    const said = await other.page.locator('.filters-found').innerText();
    assert.equal(said.replace(/\s/g, ' '), `${both} étapes sur ${all} : 2021, Ministère chargé de la santé`);
    assert.ok(await other.page.locator(`${FILTERS}[data-value="ministere-sante"]`).isVisible(), 'what is chosen is folded away');
    await other.visit(`${WHOLE}?annee=1789&organisation=&nothing=1&etat=%3Cb%3E&annee=2021`);
    assert.equal(await other.page.locator('table.calendar tbody tr:visible').count(), all, 'what is not there filters');
    assertNone(foundAt(address, other.faults()));
    await other.close();
  });

  test('are worked with the keyboard alone, and what is left is said', async () => {
    const tab = await open({ viewport: { width: 390, height: 800 } });
    await tab.visit(WHOLE);
    const status = tab.page.locator('main').getByRole('status');
    assert.equal(await status.count(), 1, 'a reader by ear is told nothing: nothing waits for words');
    assert.equal(await status.innerText(), '');
    const { keyboard } = tab.page;
    const focused = () => tab.page.evaluate(() => document.activeElement?.getAttribute('data-value') ?? document.activeElement?.localName);
    await tab.page.locator('.filters summary', { hasText: 'Thème' }).focus();
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    const value = await focused();
    await keyboard.press('Enter');
    await tab.page.waitForURL(`${root}${WHOLE}?theme=${value}`);
    assert.equal(await focused(), value, 'the focus moves');
    const first = await status.innerText();
    assert.match(first, /^\d+ étapes? sur \d+/);
    await keyboard.press('Tab');
    const next = await focused();
    await keyboard.press('Enter');
    await tab.page.waitForURL(`${root}${WHOLE}?theme=${next}`);
    assert.notEqual(await status.innerText(), first, 'what is left now is not said');
    await keyboard.press('Enter');
    await tab.page.waitForURL(root + WHOLE);
    assert.equal(await status.innerText(), '');
    await keyboard.press('Enter');
    await tab.page.locator('.filters-clear a').focus();
    await keyboard.press('Enter');
    await tab.page.waitForURL(root + WHOLE);
    assert.equal(await focused(), 'summary', 'the focus is lost with the link that had it');
    assert.equal(await tab.page.locator('table.calendar tbody tr:visible').count(), await tab.page.locator('tr[data-row]').count());
    assertNone(foundAt(WHOLE, tab.faults()));
    await tab.close();
  });

  test('leave to the browser what it does with links: a new tab, a new window', async () => {
    const tab = await open();
    await tab.visit(WHOLE);
    const link = tab.page.locator(`${FILTERS}[data-value="2021"]`);
    const [other] = await Promise.all([tab.page.context().waitForEvent('page'), link.click({ modifiers: ['ControlOrMeta'] })]);
    // A new tab is empty until its page begins to come.
    await other.waitForURL(`${root}${WHOLE}?annee=2021`);
    assert.equal(tab.page.url(), root + WHOLE);
    await tab.close();
  });

  test('combined, are in no reader’s way: axe-core finds nothing, nothing scrolls sideways', async () => {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const tab = await open({ viewport: { width: 320, height: 800 }, colorScheme });
      await tab.visit(`${WHOLE}?annee=2021&theme=financement&etat=a-venir`);
      await tab.page.locator('.filters details:not([open])').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      for (const width of [320, 1440]) {
        await tab.page.setViewportSize({ width, height: 900 });
        assertNone(foundAt(`${width} pixels, ${colorScheme}`, [...(await tab.axe()), ...(await tab.sideways()), ...tab.faults()]));
      }
      await tab.close();
    }
  });

  test('are told on paper, with the rows that they leave', async () => {
    const tab = await open();
    await tab.visit(`${WHOLE}?annee=2021&etat=a-venir`);
    const left = await tab.page.locator('table.calendar tbody tr:visible').count();
    await tab.page.emulateMedia({ media: 'print' });
    assert.equal(await tab.page.locator('table.calendar tbody tr:visible').count(), left);
    const told = await tab.page.locator('.filters-found:visible').innerText();
    assert.ok(told.startsWith(`${left} étapes`) && told.includes('À venir, 2021'), told);
    await tab.close();
  });

  test('combine in a site that opens from a folder', async () => {
    const home = pathToFileURL(`${given('RECUEIL_PORTABLE')}/`).href;
    const tab = await openTab(browser, home);
    await tab.visit(`${WHOLE}index.html`);
    await tab.page.locator(`${FILTERS}[data-value="2021"]`).click();
    await tab.page.locator(`${FILTERS}[data-value="a-venir"]`).click();
    assert.equal(tab.page.url(), `${home}${WHOLE}index.html?etat=a-venir&annee=2021`);
    const left = await tab.page.locator('table.calendar tbody tr:visible').count();
    assert.ok((await tab.page.locator('.filters-found').innerText()).startsWith(`${left} étapes`));
    await tab.page.locator('.filters-clear a').click();
    assert.equal(tab.page.url(), `${home}${WHOLE}index.html`);
    assertNone(foundAt(WHOLE, tab.faults()));
    await tab.close();
  });
});

/**
 * Chooses value after value, and takes some back; after each choice everything that the page says is counted again from
 * what its rows said when it was sent. Runs in the page.
 *
 * @param {{ page: Told, seed: number, choices: number }} given
 */
function walk({ page, seed, choices }) {
  /** @type {string[]} */
  const faults = [];
  const free = page.facets.filter((facet) => !facet.fixed);
  const rows = [...document.querySelectorAll('table.calendar tbody tr')];
  const marks = [...document.querySelectorAll('.timeline svg [data-row]')];
  const links = new Map(
    page.facets.flatMap(({ name, values }) =>
      values.map(({ value }) => {
        const link = document.querySelector(`.filters [data-name="${name}"] a[data-value="${CSS.escape(value)}"]`);
        return [`${name} ${value}`, /** @type {HTMLAnchorElement} */ (link)];
      }),
    ),
  );
  /** @type {Record<string, string>} */
  const chosen = {};
  /**
   * @param {Told['rows'][number]} row
   * @param {Record<string, string>} by
   */
  const answers = (row, by) => Object.entries(by).every(([name, value]) => row.keys[name]?.includes(value));
  /** @param {Record<string, string>} by */
  const addressOf = (by) => {
    const query = free.filter(({ name }) => by[name]).map(({ name, key }) => `${key}=${by[name]}`);
    return location.origin + location.pathname + (query.length > 0 ? `?${query.join('&')}` : '');
  };
  let random = seed;
  // Numerical Recipes' generator: the same walk each time.
  const next = (/** @type {number} */ below) => (random = (random * 1664525 + 1013904223) >>> 0) % below;

  let [some, empty, together] = [0, 0, 0];
  for (let step = 0; step < choices; step += 1) {
    // What left nothing is taken back.
    const isStuck = !page.rows.some((row) => answers(row, chosen));
    const among = free.filter(({ name }) => !isStuck || chosen[name]);
    const facet = among[next(among.length)];
    if (!facet) break;
    // Three of four times something that leaves something; else anything.
    const others = Object.fromEntries(Object.entries(chosen).filter(([name]) => name !== facet.name));
    const leading = facet.values.filter(({ value }) => page.rows.some((row) => answers(row, { ...others, [facet.name]: value })));
    const values = leading.length > 0 && next(4) > 0 ? leading : facet.values;
    const value = isStuck ? (chosen[facet.name] ?? '') : (values[next(values.length)]?.value ?? '');
    links.get(`${facet.name} ${value}`)?.click();
    if (chosen[facet.name] === value) delete chosen[facet.name];
    else chosen[facet.name] = value;

    const at = addressOf(chosen);
    const fault = (/** @type {string} */ what) => void faults.push(`${at.slice(location.origin.length)}: ${what}`);
    if (location.href !== at) fault(`the address is ${location.href}`);
    const stay = page.rows.map((row) => answers(row, chosen));
    const left = stay.filter(Boolean).length;
    if (left > 0) some += 1;
    else empty += 1;
    together = Math.max(together, Object.keys(chosen).length);
    rows.forEach((row, number) => {
      if (row.checkVisibility() !== stay[number]) fault(`row ${number} is ${stay[number] ? 'hidden' : 'shown'}`);
    });
    for (const mark of marks) {
      const number = Number(mark.getAttribute('data-row'));
      const is = Number(getComputedStyle(mark).opacity) > 0.5;
      if (is !== stay[number]) fault(`the mark of row ${number} is ${is ? 'drawn' : 'put back'}`);
    }
    for (const { name, values } of free) {
      const besides = Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== name));
      for (const { value } of values) {
        const link = links.get(`${name} ${value}`);
        const count = page.rows.filter((row) => answers(row, { ...besides, [name]: value })).length;
        const is = chosen[name] === value;
        const said = link?.querySelector('.count')?.textContent;
        if (said !== String(count)) fault(`${value} says ${said}, and is ${count}`);
        if ((link?.getAttribute('aria-current') === 'true') !== is) fault(`${value} is ${is ? 'not ' : ''}said to be chosen`);
        if (is && !link?.checkVisibility({ contentVisibilityAuto: true })) fault(`${value} is chosen and folded away`);
        const then = addressOf(is ? besides : { ...besides, [name]: value });
        if (link?.href !== then) fault(`${value} leads to ${link?.href}`);
      }
    }
    const names = free.flatMap(({ name, values }) => values.filter(({ value }) => chosen[name] === value).map(({ name }) => name));
    const text = (document.querySelector('.filters-found')?.textContent ?? '').replace(/\s/g, ' ');
    const expected = names.length > 0 ? `${left} ${left === 1 ? 'étape' : 'étapes'} sur ${page.rows.length} : ${names.join(', ')}` : '';
    if (text !== expected) fault(`it says “${text}”, not “${expected}”`);
    if (document.querySelector('.filters-clear')?.checkVisibility() !== names.length > 0) fault('the way back to all is not right');
    if (document.querySelector('.filters-none')?.checkVisibility() !== (left === 0)) fault('that nothing is left is not right');
  }
  return { faults, some, empty, together };
}
