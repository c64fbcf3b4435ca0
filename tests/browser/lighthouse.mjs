// What Lighthouse says of a page, in a browser of its own.

import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { launch } from './browser.mjs';

/** @typedef {'accessibility' | 'best-practices' | 'seo' | 'performance'} Category */

/** A home page, a long accord, and the glossary, by their addresses on the demonstration site. */
export const JUDGED = ['', 'accord-fph-2020/', 'glossaire/'];

/**
 * Judges pages, one after the other.
 *
 * @param {string[]} urls
 * @param {Category[]} categories
 * @returns {Promise<{ url: string, scores: Record<string, number>, failed: string[] }[]>}  scores from 0 to 100
 */
export async function judge(urls, categories) {
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const told = [];
  try {
    for (const url of urls) {
      // Pictures are for people to look at, and nobody does here.
      const settings = { onlyCategories: categories, disableFullPageScreenshot: true };
      const ran = await lighthouse(url, { port, ...settings, output: 'json', logLevel: 'error' });
      if (!ran || ran.lhr.runtimeError) throw new Error(`${url}: ${ran?.lhr.runtimeError?.message ?? 'Lighthouse gives nothing'}`);
      const { lhr } = ran;
      const judged = Object.entries(lhr.categories);
      const counted = new Set(judged.flatMap(([, { auditRefs }]) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id)));
      told.push({
        url,
        scores: Object.fromEntries(judged.map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)])),
        failed: Object.values(lhr.audits)
          .filter(({ id, score }) => counted.has(id) && score !== null && score < 1)
          .map((audit) => `${audit.id}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ''}${itemsOf(audit.details)}`),
      });
    }
  } finally {
    await browser.close();
  }
  return told;
}

/**
 * The first things that an audit complains of.
 *
 * @param {unknown} details
 */
function itemsOf(details) {
  const items = /** @type {{ items?: unknown[] } | undefined} */ (details)?.items ?? [];
  return items.slice(0, 3).map((item) => `\n      ${JSON.stringify(item).slice(0, 240)}`).join('');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
