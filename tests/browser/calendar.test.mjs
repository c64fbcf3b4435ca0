// A calendar is told twice, as a table and as a drawing: both say the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, openTab } from './browser.mjs';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, WIDTHS, pagesOf } from './site.mjs';
import { eachPage, stage } from './stage.mjs';

const { folder, root, tab: open } = await stage();
// The many pages of the timeline are drawn alike, and `tests/timelines.rs` reads all of them: a few are looked at here.
const TIMELINES = ['chronologie/', 'chronologie/annee/2020/', 'chronologie/annee/2022/', 'chronologie/etat/a-venir/'];
const drawn = pagesOf(folder)
  .filter((page) => page.html.includes('class="timeline'))
  .filter((page) => page.kind !== 'page-timeline' || TIMELINES.includes(page.path));

/** A whole drawing that is shown: neither its strips for paper nor the marks of its legend. */
const DRAWING = 'svg:is(.tl-wide, .tl-narrow):visible';

test('the accord is among the pages that draw their calendar', () => {
  assert.ok(drawn.some((page) => page.path === ACCORD));
});

test(`${drawn.length} calendars: the table and both drawings state the same facts`, async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  await eachPage(drawn, open, async (tab, { path }) => {
    await tab.visit(path);
    const told = await tab.page.evaluate(read);
    faults.push(...foundAt(`/${path}`, told.faults));
    faults.push(...foundAt(`/${path}`, differences('the wide drawing', told.wide, told.table)));
    faults.push(...foundAt(`/${path}`, differences('the narrow drawing', told.narrow, told.table)));
    faults.push(...foundAt(`/${path}`, tab.faults()));
  });
  assertNone(faults);
});

test('a drawing far below is laid out when one comes near, and moves nothing', async () => {
  const tab = await open({ viewport: { width: 390, height: 844 } });
  await tab.visit(ACCORD);
  const state = () =>
    tab.page.evaluate(() => ({
      height: document.documentElement.scrollHeight,
      drawing: document.querySelector('.tl-narrow')?.getBoundingClientRect().height,
      isLaidOut: document.querySelector('.tl-narrow .tl-label')?.checkVisibility({ contentVisibilityAuto: true }),
    }));
  const before = await state();
  assert.equal(before.isLaidOut, false, 'it is laid out at once');
  await tab.page.locator('.tl-narrow').scrollIntoViewIfNeeded();
  await tab.page.waitForFunction(() => document.querySelector('.tl-narrow .tl-label')?.checkVisibility({ contentVisibilityAuto: true }));
  assert.deepEqual(await state(), { ...before, isLaidOut: true });
  await tab.close();
});

test('a screen reader is told of a drawing that is not laid out yet', async () => {
  const browser = await launch(['--force-renderer-accessibility']);
  const tab = await openTab(browser, root, { viewport: { width: 390, height: 844 } });
  await tab.visit(ACCORD);
  const labels = await tab.page.locator('.tl-narrow a .tl-label').allTextContents();
  assert.ok(labels.length > 5, 'the drawing has no words');
  const session = await tab.page.context().newCDPSession(tab.page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const told = new Set(nodes.filter(({ ignored }) => !ignored).map(({ name }) => name?.value));
  assert.deepEqual(labels.filter((label) => !told.has(label)), []);
  await browser.close();
});

test('at each width, and on paper, one drawing is shown, and no word of it is cut', async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  await eachPage(drawn, open, async (tab, { path }) => {
    await tab.visit(path);
    for (const width of [320, ...WIDTHS]) {
      await tab.page.setViewportSize({ width, height: 900 });
      for (const figure of await tab.page.locator('.timeline').all()) {
        const shown = figure.locator(DRAWING);
        const count = await shown.count();
        if (count !== 1) faults.push({ at: `/${path} at ${width}`, what: `${count} drawings of a list are shown` });
        else faults.push(...foundAt(`/${path} at ${width}`, await shown.evaluate(cut)));
      }
    }
    await tab.page.emulateMedia({ media: 'print' });
    for (const figure of await tab.page.locator('.timeline').all()) {
      // A tall one is shown again in strips: tests/browser/print.test.mjs.
      const count = await figure.locator(DRAWING).count();
      if (count !== 1) faults.push({ at: `/${path} on paper`, what: `${count} drawings of a list are shown` });
    }
    await tab.page.emulateMedia({ media: 'screen' });
  });
  assertNone(faults);
});

/**
 * @param {string} name
 * @param {string[]} drawing
 * @param {string[]} table
 */
function differences(name, drawing, table) {
  return [
    ...drawing.filter((fact) => !table.includes(fact)).map((fact) => `${name} alone says: ${fact}`),
    ...table.filter((fact) => !drawing.includes(fact)).map((fact) => `${name} does not say: ${fact}`),
    ...(drawing.length === table.length ? [] : [`${name} says ${drawing.length} things, the table ${table.length}`]),
  ];
}

/** What the table and the drawings of a page state: each a date in EDTF (none: as soon as possible) and words. */
function read() {
  const figure = document.querySelector('.timeline');
  const annex = figure?.closest('section') ?? null;
  const rows = [...(annex?.querySelectorAll('table.calendar tbody tr') ?? [])];
  /** @type {string[]} */
  const faults = rows.length > 0 ? [] : ['the table has no row'];
  /**
   * @param {Element[]} elements
   * @param {(element: Element) => string | null | undefined} labelOf
   */
  const facts = (elements, labelOf) =>
    elements.map((element) => {
      const [date, label] = [element.getAttribute('data-date'), labelOf(element)];
      if (date === null || !label) faults.push(`no date or no words: ${element.outerHTML.slice(0, 120)}`);
      return `[${date}] ${label}`;
    });
  // The title of a point has its date in words, its label, its state in words.
  /** @param {Element} point */
  const titled = (point) => point.querySelector('title')?.textContent?.match(/\u00a0: (.*) \(/s)?.[1];
  /** @param {string} name */
  const points = (name) => facts([...(figure?.querySelectorAll(`${name} svg .tl-point`) ?? [])], titled);
  const table = facts(rows, (row) => row.getAttribute('data-label'));
  return { table, wide: points('.timeline-wide'), narrow: points('.timeline-narrow'), faults };
}

/**
 * The words of a drawing that its edge cuts. Runs in the page.
 *
 * @param {Element} svg
 */
function cut(svg) {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')]
    .map((text) => ({ words: text.textContent ?? '', box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0)
    .filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
    .map(({ words }) => `cut at the edge of the drawing: ${words}`);
}
