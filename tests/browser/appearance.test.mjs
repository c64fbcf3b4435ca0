// Every kind of page, on a phone, a tablet and a desk, light and dark, with all that can be opened on it: nothing fails,
// nothing overflows, nothing is asked for outside, and axe-core finds nothing.
//
// A page is loaded once and then resized and recoloured; axe-core is then asked what may have changed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import {
  TIP, closeDialog, hidePreview, openDetails, openDialog, openableIn, previewingLinks, previewsOf, showPreview,
} from './opened.mjs';
import { KINDS, WIDTHS, filesOf, pagesOf } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { folder, tab: open } = await stage();
const pages = pagesOf(folder);
const previews = previewsOf(folder);
/** The sorts of previews that were shown, and how wide the page was. @type {Set<string>} */
const shapes = new Set();
const SCHEMES = /** @type {const} */ (['light', 'dark']);

/** @param {string} path */
const openable = (path) => openableIn(pages.find((page) => page.path === path)?.html ?? '');

test('whatever can be opened on any page can be opened on one that is looked at here', () => {
  const known = new Set(KINDS.flatMap(({ path }) => [...openable(path)]));
  assert.ok(known.has('dialog.search-dialog') && known.has('details.site-menu') && known.has('details.cite'));
  assertNone(
    pages.flatMap(({ path, html }) =>
      [...openableIn(html)].filter((name) => !known.has(name)).map((name) => ({ at: `/${path}`, what: `${name} is not looked at` })),
    ),
  );
  // What is not in the pages, scripts make: a new one has to be opened here too.
  const opening = filesOf(folder).filter(
    (file) =>
      /^assets\/[^/]*\.js$/.test(file) &&
      /showModal|showPopover|\.popover\b|createElement\('(details|dialog)'\)/.test(readFileSync(join(folder, file), 'utf8')),
  );
  assert.deepEqual(opening, ['assets/preview-tip.js', 'assets/previews.js', 'assets/search.js']);
});

describe('each kind of page', { concurrency: TABS }, () => {
  for (const [at, { name, path }] of KINDS.entries()) {
    test(`${name}: /${path}`, async () => {
      const tab = await open({ reducedMotion: 'reduce' });
      /** @type {import('./faults.mjs').Fault[]} */
      const faults = [];
      /**
       * @param {string} how
       * @param {string[]} [more]
       */
      const look = async (how, more = []) => {
        faults.push(...foundAt(how, [...tab.faults(), ...(await tab.sideways()), ...more]));
      };
      const resize = (/** @type {number} */ width) => tab.page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      await tab.visit(path);

      // 320 pixels are 1280 enlarged to 400 %.
      for (const width of [320, ...WIDTHS]) {
        await resize(width);
        await look(`${width} pixels`);
      }
      /** @type {Set<string>} */
      const opened = new Set();
      for (const width of [320, ...WIDTHS]) {
        await resize(width);
        (await openDetails(tab)).forEach((one) => opened.add(one));
        await look(`${width} pixels, all open`, width === 320 ? [] : await tab.axe());
      }
      await tab.page.emulateMedia({ colorScheme: 'dark' });
      for (const width of WIDTHS) {
        await resize(width);
        await look(`${width} pixels, dark, all open`, await tab.axe());
      }
      await tab.page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', contrast: 'more' });
      await look('forced colours', await tab.axe());
      await tab.page.emulateMedia({ forcedColors: 'none', contrast: 'no-preference' });

      // What is shown above the page is the same on all: each page has it at one width, and all widths have it.
      const width = WIDTHS[at % WIDTHS.length] ?? 390;
      await resize(width);
      for (const { shape, link } of await previewingLinks(tab, previews)) {
        if (shapes.has(`${shape} at ${width}`)) continue;
        shapes.add(`${shape} at ${width}`);
        await showPreview(tab, link);
        for (const colorScheme of SCHEMES) {
          await tab.page.emulateMedia({ colorScheme });
          await look(`${width} pixels, ${colorScheme}, with a preview (${shape})`, await tab.axe(TIP));
        }
        await hidePreview(tab);
      }
      for (const dialog of [...openable(path)].filter((name) => name.startsWith('dialog.'))) {
        await openDialog(tab, dialog);
        for (const colorScheme of SCHEMES) {
          await tab.page.emulateMedia({ colorScheme });
          await look(`${width} pixels, ${colorScheme}, with ${dialog}`, await tab.axe('dialog[open]'));
        }
        opened.add(dialog);
        await resize(320);
        await look(`320 pixels, with ${dialog}`);
        await closeDialog(tab);
      }
      for (const missed of [...openable(path)].filter((name) => !opened.has(name))) {
        faults.push({ at: `/${path}`, what: `${missed} was not opened` });
      }

      // Text spaced as a reader may need it (WCAG 1.4.12).
      await resize(390);
      await tab.page.addStyleTag({
        content: `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                  p { margin-bottom: 2em !important }`,
      });
      await look('text spaced');
      await tab.close();
      assertNone(faults);
    });
  }
});
