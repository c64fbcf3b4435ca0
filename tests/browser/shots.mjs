// Pictures of the built site, for people to look at.
//
//   node shots.mjs OUTDIR [PATH…]   each page (or the paths given, such as `accord-fph-2020/`) at three widths, light and
//                                   dark, and as it prints
//   node shots.mjs --preview        preview.png, the picture in the README
//
// The site is the one that RECUEIL_SITE names, else `public/`.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openTab } from './browser.mjs';
import { serve } from './server.mjs';
import { ACCORD, KINDS, WIDTHS } from './site.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const site = resolve(process.env.RECUEIL_SITE ?? join(here, '../../public'));
const [out, ...paths] = process.argv.slice(2);
if (!out) {
  console.error('usage: node shots.mjs OUTDIR [PATH…]  |  node shots.mjs --preview');
  process.exit(2);
}

const served = await serve(site);
const browser = await launch();
try {
  if (out === '--preview') await preview();
  else for (const path of paths.length > 0 ? paths : KINDS.map((kind) => kind.path)) await shoot(out, path);
} finally {
  await browser.close();
  await served.close();
}

/** The accord's page as it opens on a desk, small enough for a README: 1440 × 960 drawn on 1200 × 800. */
async function preview() {
  const tab = await openTab(browser, served.root, {
    viewport: { width: 1440, height: 960 },
    deviceScaleFactor: 1200 / 1440,
    colorScheme: 'light',
  });
  await tab.visit(ACCORD);
  await tab.page.screenshot({ path: join(here, 'preview.png') });
  await tab.close();
}

/**
 * @param {string} folder
 * @param {string} path
 */
async function shoot(folder, path) {
  mkdirSync(folder, { recursive: true });
  const name = path.replace(/\/$/, '').replaceAll('/', '_') || 'home';
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const width of WIDTHS) {
      const tab = await openTab(browser, served.root, { viewport: { width, height: 900 }, colorScheme });
      await tab.visit(path);
      // A picture of the whole page has no reader who comes near.
      await tab.page.addStyleTag({ content: 'svg { content-visibility: visible !important }' });
      await tab.page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await tab.close();
    }
  }
  const tab = await openTab(browser, served.root);
  await tab.visit(path);
  await tab.page.pdf({ path: join(folder, `${name}-print.pdf`), preferCSSPageSize: true });
  await tab.close();
  console.log(`${name}: ${WIDTHS.length * 2} pictures, 1 PDF`);
}
