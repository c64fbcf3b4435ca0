// Every kind of page, on a phone, a tablet and a desk, light and dark: nothing fails, nothing overflows, nothing is
// asked for outside, and axe-core finds nothing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { KINDS, WIDTHS } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

/** Forced colours, and no movement. */
const CONTRAST = /** @type {const} */ ({ forcedColors: 'active', reducedMotion: 'reduce', contrast: 'more' });

describe('each kind of page', { concurrency: TABS }, () => {
  for (const { name, path } of KINDS) {
    test(`${name}: /${path}`, async (t) => {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await t.test(`${colorScheme}, at ${WIDTHS.join(', ')} pixels`, async () => {
          const tab = await open({ colorScheme });
          /** @type {import('./faults.mjs').Fault[]} */
          const faults = [];
          for (const width of WIDTHS) {
            await tab.page.setViewportSize({ width, height: 900 });
            await tab.visit(path);
            const found = [...tab.faults(), ...(await tab.sideways()), ...(await tab.axe())];
            faults.push(...foundAt(`${width} pixels`, found));
          }
          await tab.close();
          assertNone(faults);
        });
      }

      await t.test('at 320 pixels, as when 1280 are enlarged to 400 %', async () => {
        const tab = await open({ viewport: { width: 320, height: 640 } });
        await tab.visit(path);
        const faults = foundAt(path, [...tab.faults(), ...(await tab.sideways())]);
        await tab.close();
        assertNone(faults);
      });

      await t.test('with text spaced as a reader may need it (WCAG 1.4.12)', async () => {
        const tab = await open({ viewport: { width: 390, height: 900 } });
        await tab.visit(path);
        await tab.page.addStyleTag({
          content: `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                    p { margin-bottom: 2em !important }`,
        });
        const faults = foundAt(path, [...tab.faults(), ...(await tab.sideways())]);
        await tab.close();
        assertNone(faults);
      });

      await t.test('in forced colours, without movement', async () => {
        const tab = await open({ viewport: { width: 1440, height: 900 }, ...CONTRAST });
        await tab.visit(path);
        const shown = await tab.page.locator('h1').first().isVisible();
        const moves = await tab.page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
        const faults = foundAt(path, [...tab.faults(), ...(await tab.axe())]);
        await tab.close();
        assertNone(faults);
        assert.ok(shown, 'the title is not visible');
        assert.equal(moves, 'auto', 'the page scrolls smoothly although the reader asked for no movement');
      });
    });
  }
});
