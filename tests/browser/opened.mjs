// What a reader can open on a page, opened: details, dialogs, popovers, the results of a search, what is shown beside links.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './site.mjs';

/** @typedef {import('./browser.mjs').Tab} Tab */

/** What is shown beside a link. */
export const TIP = '.tip:popover-open';

/** How a reader opens each dialog, by its name; a dialog that is not here is a fault of these tests. */
const DIALOGS = new Map([
  [
    'dialog.search-dialog',
    /** @param {Tab} tab */
    async (tab) => {
      await tab.page.keyboard.press('/');
      await tab.page.locator('.search-dialog[open] input[name=q]').fill('formation');
      await tab.page.locator('.search-dialog .hits > li').nth(2).waitFor();
    },
  ],
]);

/**
 * The name of what can be opened in HTML, in its templates too: `details.cite`, `dialog.search-dialog`, `popover.tip`.
 *
 * @param {string} html
 * @returns {Set<string>}
 */
export function openableIn(html) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const [tag = '', name = ''] of html.matchAll(/<([a-z][a-z0-9-]*)(?=[\s>])(?:[^>"]|"[^"]*")*>/g)) {
    const kind = name === 'details' || name === 'dialog' ? name : /\spopover[\s=>]/.test(tag) ? 'popover' : '';
    const [first = ''] = (/\sclass="([^"]*)"/.exec(tag)?.[1] ?? '').split(' ');
    if (kind) names.add(`${kind}.${first}`);
  }
  return names;
}

/**
 * Opens all details of the page and shows the results of its search, which bring some of their own.
 *
 * @param {Tab} tab
 * @returns {Promise<string[]>}  the names of what stands open and can be seen
 */
export async function openDetails(tab) {
  const field = tab.page.locator('.page-search main input[name=q]');
  if (await field.count()) {
    await field.fill('formation');
    await tab.page.locator('.search-found .hits > li').nth(2).waitFor();
    await tab.page.locator('.search-facets fieldset').first().waitFor({ state: 'attached' });
  }
  return tab.page.evaluate(() => {
    const all = [...document.querySelectorAll('details')];
    for (const details of all) details.open = true;
    return all.filter((details) => details.checkVisibility()).map((details) => `details.${details.classList[0] ?? ''}`);
  });
}

/**
 * Opens the dialog of that name as a reader does.
 *
 * @param {Tab} tab
 * @param {string} name
 */
export async function openDialog(tab, name) {
  const open = DIALOGS.get(name);
  if (!open) throw new Error(`these tests do not know how ${name} is opened: opened.mjs has to be told`);
  await open(tab);
}

/** @param {Tab} tab */
export async function closeDialog(tab) {
  await tab.page.keyboard.press('Escape');
  await tab.page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/**
 * The shape of what is shown of each address that links preview: which of its parts there are.
 *
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function previewsOf(folder) {
  /** @type {Map<string, string>} */
  const shapes = new Map();
  for (const file of filesOf(folder).filter((file) => file.startsWith('assets/previews/'))) {
    const [, data = '{}'] = /^recueilPreviews\((.*)\);\n$/s.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
    for (const [address, preview] of Object.entries(JSON.parse(data))) shapes.set(address, Object.keys(preview).sort().join(' '));
  }
  return shapes;
}

/**
 * Links within the text of the page that show something beside them, one of each shape; the notes are one.
 *
 * @param {Tab} tab
 * @param {Map<string, string>} previews
 */
export async function previewingLinks(tab, previews) {
  const links = await tab.page.evaluate((root) => {
    const here = location.href.split('#')[0] ?? '';
    return [...document.querySelectorAll('main .prose a[href]')].map((link) => {
      const { href } = /** @type {HTMLAnchorElement} */ (link);
      const isNote = link.getAttribute('role') === 'doc-noteref';
      const leads = link.checkVisibility() && !link.closest('nav, .kicker, .more, .permalink, .backlink, [data-previews="off"]');
      return { isNote, address: leads && (isNote || !href.startsWith(here)) ? href.slice(root.length) : null };
    });
  }, tab.root);
  /** @type {Map<string, number>} */
  const first = new Map();
  links.forEach(({ isNote, address }, at) => {
    const shape = address === null ? undefined : isNote ? 'note' : previews.get(address);
    if (shape !== undefined && !first.has(shape)) first.set(shape, at);
  });
  return [...first].map(([shape, at]) => ({ shape, link: tab.page.locator('main .prose a[href]').nth(at) }));
}

/**
 * Shows what a link previews, to the mouse.
 *
 * @param {Tab} tab
 * @param {import('playwright-core').Locator} link
 */
export async function showPreview(tab, link) {
  await link.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await link.hover();
  await tab.page.locator(TIP).waitFor();
}

/** @param {Tab} tab */
export async function hidePreview(tab) {
  await tab.page.keyboard.press('Escape');
  await tab.page.locator('.tip').waitFor({ state: 'detached' });
  await tab.page.mouse.move(0, 0);
}
