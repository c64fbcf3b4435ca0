// On paper: a tall drawing goes on from page to page, and an address stands once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

/** What the margins of `@page` leave of a sheet, in pixels: 24 mm above, 22 mm around. */
const SHEETS = [
  { name: 'A4', width: 210 - 44, height: 297 - 46 },
  { name: 'A3', width: 297 - 44, height: 420 - 46 },
].map(({ name, width, height }) => ({ name, width: Math.floor((width * 96) / 25.4), height: Math.floor((height * 96) / 25.4) }));

describe('a tall drawing', { concurrency: TABS }, () => {
  for (const path of ['chronologie/', 'ars/', 'accord-fph-2020/']) {
    for (const { name, width, height } of SHEETS) {
      test(`/${path} on ${name}: it begins below its title and may end with a page anywhere between two rows`, async () => {
        const tab = await open({ viewport: { width, height } });
        await tab.page.emulateMedia({ media: 'print' });
        await tab.visit(path);
        const seen = await tab.page.locator('.timeline').evaluate(measured);
        assert.equal(seen.whole.width, 1, 'the drawing is shown whole beside its strips');
        assert.ok(seen.strips.length > 3, `only ${seen.strips.length} strips`);
        assertNone(foundAt(`/${path}`, seen.faults));
        for (const strip of seen.strips) {
          assert.ok(strip.height < height / 3, `a strip is ${strip.height} of ${height} high`);
          assert.ok(Math.abs(strip.width - width) < 2, `a strip is ${strip.width} of ${width} wide`);
        }
        // Nothing of it is left out, nothing comes twice.
        assert.ok(Math.abs(seen.shown - seen.drawn) < 0.5, `${seen.shown} of ${seen.drawn} are shown`);
        // With the title on one page: a page that has the title alone is wasted.
        assert.ok(seen.head < height / 3, `title, scale and first strip take ${seen.head} of ${height}`);
        assertNone(foundAt(`/${path}`, tab.faults()));
        await tab.close();
      });
    }
  }
});

/**
 * How a figure is laid out for paper. Runs in the page.
 *
 * @param {Element} figure
 */
function measured(figure) {
  /** @param {Element} svg */
  const box = (svg) => (svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const svgs = [...figure.querySelectorAll('.tl-print svg')];
  const whole = /** @type {Element} */ (figure.querySelector('svg.tl-wide'));
  const faults = svgs.flatMap((svg) => {
    const href = svg.querySelector('use')?.getAttribute('href') ?? '';
    return document.getElementById(href.slice(1)) ? [] : [`a strip shows ${href}, which is nowhere`];
  });
  const kept = [...figure.querySelectorAll('.tl-print > div > div')].filter((row) => getComputedStyle(row).breakInside !== 'avoid');
  if (kept.length > 0) faults.push(`${kept.length} strips may be cut`);
  if (getComputedStyle(figure).breakInside !== 'auto') faults.push('the figure is kept on one page');
  const scale = figure.querySelector('.tl-print-scale');
  if (!scale || getComputedStyle(scale).display !== 'table-header-group') faults.push('the scale is not repeated');
  const title = figure.closest('section')?.querySelector('h2');
  return {
    faults,
    whole: { width: whole.getBoundingClientRect().width },
    strips: svgs.map((svg) => ({ width: svg.getBoundingClientRect().width, height: svg.getBoundingClientRect().height })),
    drawn: box(whole)[3] ?? 0,
    shown: svgs.reduce((sum, svg) => sum + (box(svg)[3] ?? 0), 0),
    head: (svgs[1]?.getBoundingClientRect().bottom ?? NaN) - (title?.getBoundingClientRect().top ?? NaN),
  };
}

test('the address of a link stands behind its words, unless they are the address', async () => {
  const tab = await open();
  await tab.page.emulateMedia({ media: 'print' });
  /** @param {string} path */
  const linksOf = async (path) => {
    await tab.visit(path);
    return tab.page.locator('main a[href^="http"]').evaluateAll((all) =>
      all.map((link) => ({
        href: link.getAttribute('href') ?? '',
        words: link.textContent ?? '',
        behind: getComputedStyle(link, '::after').content,
      })),
    );
  };
  const links = [...(await linksOf('fncs-2021/')), ...(await linksOf('accessibilite/'))];
  const same = links.filter(({ href, words }) => words.trim() === href);
  const other = links.filter(({ words }) => words.includes(' '));
  assert.ok(same.length > 0 && other.length > 0, `${same.length} addresses, ${other.length} words`);
  for (const { href, behind } of same) assert.equal(behind, 'none', `${href} stands twice`);
  for (const { href, behind } of other) assert.ok(behind.includes(href), `${href} is not on paper`);
  await tab.close();
});
