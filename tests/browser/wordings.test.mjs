// Words that changed and how far an accord is: told by more than colour, on any screen, on paper and to whoever listens.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ACCORD } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

const THREAD = 'fil-dpc/';

/** How the marks of the first compared wordings look. */
const marks = () => {
  const look = (/** @type {string} */ selector) => {
    const found = document.querySelector(`.versions ${selector}`);
    if (!found) throw new Error(`no ${selector} on the page`);
    const { textDecorationLine, textDecorationStyle, color, backgroundColor } = getComputedStyle(found);
    return { line: textDecorationLine, style: textDecorationStyle, color, backgroundColor, heard: found.textContent };
  };
  return { del: look('del'), ins: look('ins') };
};

describe('a thread', { concurrency: TABS }, () => {
  for (const [name, options, media] of /** @type {const} */ ([
    ['on a screen', {}, 'screen'],
    ['in forced colours', { forcedColors: 'active' }, 'screen'],
    ['on paper', {}, 'print'],
  ])) {
    test(`${name}, marks what went with a line through it and what came with two under it`, async () => {
      const tab = await open(options);
      await tab.page.emulateMedia({ media, ...options });
      await tab.visit(THREAD);
      const { del, ins } = await tab.page.evaluate(marks);
      assert.equal(del.line, 'line-through');
      assert.equal(`${ins.line} ${ins.style}`, 'underline double');
      for (const { color, backgroundColor } of [del, ins]) assert.notEqual(color, backgroundColor);
      assert.match(del.heard ?? '', /^\[supprimé\s: \S.*\]$/);
      assert.match(ins.heard ?? '', /^\[ajouté\s: \S.*\]$/);
      await tab.close();
    });
  }

  test('shows both versions side by side where there is room, one under the other on a phone', async () => {
    for (const [width, isWide] of /** @type {const} */ ([[1440, true], [390, false]])) {
      const tab = await open({ viewport: { width, height: 900 } });
      await tab.visit(THREAD);
      const [old, now] = await Promise.all(
        ['.is-old', '.is-new'].map((version) => tab.page.locator(`.versions ${version}`).first().boundingBox()),
      );
      assert.ok(old && now);
      assert.equal(old.y === now.y && old.x + old.width <= now.x, isWide, `side by side at ${width}`);
      assert.equal(old.x === now.x && old.y + old.height <= now.y, !isWide, `one under the other at ${width}`);
      await tab.close();
    }
  });

  test('leads from a comparison to the step that the old words are from', async () => {
    const tab = await open();
    await tab.visit(THREAD);
    const compared = tab.page.locator('.thread-step', { has: tab.page.locator('.versions') }).first();
    const id = (await compared.locator('.version-label a').getAttribute('href'))?.slice(1) ?? '';
    const before = tab.page.locator(`.thread-step[id="${id}"]`);
    const old = await compared.locator('.is-old .thread-wording').evaluate(seen);
    const words = before.locator('.thread-wording').last();
    assert.equal(await words.evaluate(seen), old);
    await tab.close();
  });
});

describe('an accord', { concurrency: TABS }, () => {
  test('draws as many measures as it counts in words, for the whole and for each axis', async () => {
    const tab = await open();
    await tab.visit(ACCORD);
    const { bars, words } = await tab.page.evaluate(() => {
      const drawn = (/** @type {Element | null | undefined} */ bar) =>
        [...(bar?.querySelectorAll('g') ?? [])].map((group) => Number(group.dataset.count));
      const section = document.querySelector('.progress');
      const numbers = (/** @type {string | null | undefined} */ text) => (text?.match(/\d+/g) ?? []).map(Number);
      const rows = [...(section?.querySelectorAll('tbody tr') ?? [])];
      const counts = [...(section?.querySelectorAll('.progress-counts strong') ?? [])];
      return {
        bars: [drawn(section?.querySelector(':scope > .progress-bar')), ...rows.map((row) => drawn(row.querySelector('.progress-bar')))],
        words: [counts.map((count) => Number(count.textContent)), ...rows.map((row) => numbers(row.querySelector('.aside')?.textContent))],
      };
    });
    assert.ok(bars.length > 1 && bars.every((counts) => counts.length > 0));
    assert.deepEqual(bars, words);
    const measures = await tab.page.locator('section.measure').count();
    assert.equal(bars[0]?.reduce((sum, count) => sum + count, 0), measures);
    await tab.close();
  });

  test('draws what is not known in the colour of text where colours are forced', async () => {
    const tab = await open({ forcedColors: 'active' });
    await tab.visit(ACCORD);
    const { bar, text } = await tab.page.evaluate(() => {
      const group = document.querySelector('.progress-bar g');
      return { bar: group && getComputedStyle(group).color, text: getComputedStyle(document.body).color };
    });
    assert.equal(bar, text);
    await tab.close();
  });
});

/** What is seen of an element, without the words that are only heard. */
function seen(/** @type {Element} */ element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const heard of copy.querySelectorAll('.unseen')) heard.remove();
  return copy.textContent?.trim();
}
