// What a test file needs to begin: the site served, a browser open, and both closed at the end.

import { after } from 'node:test';
import { launch, openTab } from './browser.mjs';
import { serve } from './server.mjs';
import { given } from './site.mjs';

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
