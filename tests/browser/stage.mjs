// What a test file needs to begin: the site served, a browser open, and both closed at the end.

import { after } from 'node:test';
import { launch, openTab } from './browser.mjs';
import { serve } from './server.mjs';
import { given } from './site.mjs';

/** How many tabs are open at once: a machine with two processors has something left for its people. */
export const TABS = 2;

/**
 * @param {string} [folder]  the site; the demonstration site where none is named
 */
export async function stage(folder = given('RECUEIL_SITE')) {
  const served = await serve(folder);
  const browser = await launch();
  after(async () => {
    await browser.close();
    await served.close();
  });
  return {
    folder,
    root: served.root,
    browser,
    /** @param {import('./browser.mjs').ContextOptions} [options] */
    tab: (options) => openTab(browser, served.root, options),
  };
}

/**
 * Shows each page once, to one of a few tabs that work side by side.
 *
 * @template T
 * @param {readonly T[]} pages
 * @param {() => Promise<import('./browser.mjs').Tab>} open
 * @param {(tab: import('./browser.mjs').Tab, page: T) => Promise<void>} look
 */
export async function eachPage(pages, open, look) {
  const waiting = pages.values();
  const one = async () => {
    const tab = await open();
    // The tabs share what is waiting: each page is taken by one of them.
    for (let next = waiting.next(); !next.done; next = waiting.next()) await look(tab, next.value);
    await tab.close();
  };
  await Promise.all(Array.from({ length: TABS }, one));
}
