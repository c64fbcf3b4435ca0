// A series of numbers is told twice, as a drawing and as a table: both say the same, and paper shows every number.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { WIDTHS, pagesOf } from './site.mjs';
import { eachPage, stage } from './stage.mjs';

const { folder, tab: open } = await stage();
const pages = pagesOf(folder);
const drawn = pages.filter((page) => page.html.includes('class="chart '));
const tabled = pages.filter((page) => page.html.includes('class="data-table"'));

test('series are drawn on their own pages, in the texts that state them and among the key figures', () => {
  const kinds = new Set(drawn.map((page) => page.kind));
  for (const kind of ['page-figures', 'page-record kind-figure', 'page-record kind-report']) {
    assert.ok(kinds.has(kind), `no series is drawn on a page of ${kind}`);
  }
});

test(`${drawn.length} pages: both drawings of a series state the numbers of its table, in its order`, async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  await eachPage(drawn, open, async (tab, { path }) => {
    await tab.visit(path);
    faults.push(...foundAt(`/${path}`, [...(await tab.page.evaluate(differences)), ...tab.faults()]));
  });
  assertNone(faults);
});

test('at each width, and on paper, one drawing of a series is shown, and its words neither meet nor are cut', async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  await eachPage(drawn, open, async (tab, { path }) => {
    await tab.visit(path);
    for (const width of [320, ...WIDTHS]) {
      await tab.page.setViewportSize({ width, height: 900 });
      faults.push(...foundAt(`/${path} at ${width}`, await tab.page.evaluate(drawings)));
    }
    await tab.page.emulateMedia({ media: 'print' });
    faults.push(...foundAt(`/${path} on paper`, await tab.page.evaluate(drawings)));
    await tab.page.emulateMedia({ media: 'screen' });
  });
  assertNone(faults);
});

test(`${tabled.length} pages: a table has a caption and heads, and is scrolled to with the keyboard where it is too wide`, async () => {
  /** @type {import('./faults.mjs').Fault[]} */
  const faults = [];
  let scrolled = 0;
  const narrow = () => open({ viewport: { width: 390, height: 900 }, reducedMotion: 'reduce' });
  await eachPage(tabled, narrow, async (tab, { path }) => {
    await tab.visit(path);
    faults.push(...foundAt(`/${path}`, [...(await tab.page.evaluate(tables)), ...(await tab.sideways())]));
    for (const region of await tab.page.locator('.data-table .scroll:visible').all()) {
      if (await region.evaluate((element) => element.scrollWidth <= element.clientWidth)) continue;
      await region.focus();
      await tab.page.keyboard.press('ArrowRight');
      const moved = await region.evaluate(
        (element) =>
          new Promise((done) => {
            const until = performance.now() + 2000;
            const look = () =>
              element.scrollLeft > 0 || performance.now() > until ? done(element.scrollLeft) : requestAnimationFrame(look);
            look();
          }),
      );
      if (!(Number(moved) > 0)) faults.push({ at: `/${path}`, what: 'a wide table does not move with the arrow keys' });
      scrolled += 1;
    }
    faults.push(...foundAt(`/${path}`, tab.faults()));
  });
  assertNone(faults);
  assert.ok(scrolled > 0, 'no table of the site is wider than a phone: this test sees nothing');
});

/** What the drawings and the table of each series do not both say. Runs in the page. */
function differences() {
  /** @type {string[]} */
  const faults = [];
  // Spaces and superscripts are set for the eye, and the unit stands in the table's head.
  const plain = (/** @type {string | null | undefined} */ words) => (words ?? '').replace(/[\s\u00a0\u202f]+/g, '');
  for (const figure of document.querySelectorAll('.figure:has(.chart)')) {
    const rows = [...figure.querySelectorAll('.data-table tbody tr:has(td.number)')].map((row) => ({
      label: plain(row.querySelector('th')?.textContent),
      number: plain(row.querySelector('td.number')?.textContent),
    }));
    if (rows.length === 0) faults.push('a series is drawn without its table');
    for (const name of ['wide', 'narrow']) {
      const bars = [...figure.querySelectorAll(`.chart-${name} svg .ch-bar`)];
      if (bars.length !== rows.length) faults.push(`the ${name} drawing says ${bars.length} numbers, the table ${rows.length}`);
      bars.forEach((bar, at) => {
        const row = rows[at];
        const label = plain(bar.getAttribute('data-label'));
        const shown = plain(bar.querySelector('.ch-value')?.textContent);
        if (label !== row?.label) faults.push(`the ${name} drawing says “${label}” where the table says “${row?.label}”`);
        if (!shown.startsWith(row?.number ?? '?')) faults.push(`the ${name} drawing says ${shown} where the table says ${row?.number}`);
      });
    }
  }
  return faults;
}

/** What is wrong with the drawings as they are shown now. Runs in the page. */
function drawings() {
  /** @type {string[]} */
  const faults = [];
  for (const figure of document.querySelectorAll('.figure:has(.chart)')) {
    const shown = [...figure.querySelectorAll('.chart svg')].filter((svg) => svg.getBoundingClientRect().width > 0);
    const [svg] = shown;
    if (shown.length !== 1 || !svg) {
      faults.push(`${shown.length} drawings of a series are shown`);
      continue;
    }
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
    texts.forEach(({ words, box }, at) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.top < frame.top - 1) {
        faults.push(`cut at the edge of the drawing: ${words}`);
      }
      for (const other of texts.slice(at + 1)) {
        // Lines of one label stand close; side by side nothing may touch.
        const beside = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > box.height / 2;
        if (beside && box.right > other.box.left && other.box.right > box.left) faults.push(`one over the other: ${words}, ${other.words}`);
      }
    });
  }
  return faults;
}

/** What a table lacks. Runs in the page. */
function tables() {
  /** @type {string[]} */
  const faults = [];
  for (const table of document.querySelectorAll('.data-table table')) {
    const caption = table.querySelector('caption')?.textContent?.trim() ?? '';
    if (caption === '') faults.push('a table has no caption');
    if (!table.querySelector('thead th[scope=col]')) faults.push(`no head of a column: ${caption}`);
    const bare = [...table.querySelectorAll('th')].filter((head) => !head.getAttribute('scope'));
    if (bare.length > 0) faults.push(`${bare.length} heads without a scope: ${caption}`);
  }
  return faults;
}
