// A calendar is told twice, as a table and as a drawing: both say the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCORD, WIDTHS, pagesOf } from './site.mjs';
import { stage } from './stage.mjs';

const { folder, tab: open } = await stage();
const drawn = pagesOf(folder).filter((page) => page.html.includes('class="timeline'));

test('the accord is among the pages that draw their calendar', () => {
  assert.ok(drawn.some((page) => page.path === ACCORD));
});

for (const { path } of drawn) {
  test(`/${path}: the table and both drawings state the same facts`, async () => {
    const tab = await open();
    await tab.visit(path);
    const told = await tab.page.evaluate(() => {
      /** @param {ParentNode | null} within */
      const facts = (within) =>
        [...(within?.querySelectorAll('[data-date]') ?? [])]
          .map((element) => `${element.getAttribute('data-date')} ${element.getAttribute('data-label')}`)
          .sort();
      const figure = document.querySelector('.timeline');
      const annex = figure?.closest('section') ?? null;
      return {
        table: facts(annex?.querySelector('table.calendar') ?? null),
        wide: facts(figure?.querySelector('.timeline-wide svg') ?? null),
        narrow: facts(figure?.querySelector('.timeline-narrow svg') ?? null),
        rows: annex?.querySelectorAll('table.calendar tbody tr').length ?? 0,
      };
    });
    assert.ok(told.rows > 0, 'the table has no row');
    assert.equal(told.table.length, told.rows, 'a row of the table carries no data-date');
    assert.deepEqual(told.wide, told.table, 'the wide drawing differs from the table');
    assert.deepEqual(told.narrow, told.table, 'the narrow drawing differs from the table');
    assert.deepEqual(told.table.filter((fact) => /^null|null$|^ | $/.test(fact)), [], 'a fact without date or label');

    for (const width of [320, ...WIDTHS]) {
      await tab.page.setViewportSize({ width, height: 900 });
      assert.equal(await tab.page.locator('.timeline svg:visible').count(), 1, `drawings shown at ${width} pixels`);
      const over = await tab.page.locator('.timeline svg:visible').evaluate(overflowing);
      assert.deepEqual(over, [], `words outside the drawing at ${width} pixels`);
    }
    await tab.page.emulateMedia({ media: 'print' });
    assert.equal(await tab.page.locator('.timeline svg:visible').count(), 1, 'drawings shown on paper');
    await tab.close();
  });
}

/**
 * The words of a drawing that its edge cuts. Runs in the page.
 *
 * @param {Element} svg
 */
function overflowing(svg) {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')]
    .map((text) => ({ words: text.textContent ?? '', box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0)
    .filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
    .map(({ words }) => words);
}
