// What axe-core finds on a page; on one that is resized or recoloured, without asking again what cannot have changed.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at level AA, and what axe-core's authors hold to be good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that look at colours; they take most of the time. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Rules that look at where things stand. */
const PLACES = ['target-size', 'scrollable-region-focusable'];

/**
 * What axe-core finds, one line for each element.
 *
 * The page remembers what it was asked: all rules where its elements or those that can be seen are new; those that look at
 * places where its width is; those that look at colours for one element of each look that is. A look is what makes letters
 * easy or hard to read: the colours of an element and of all around it, the size and weight of its letters.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} [within]  one element alone; colours are asked of it each time
 */
export async function axe(page, within) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(ask, { within, tags: TAGS, colours: COLOURS, places: PLACES });
  /** @type {string[]} */
  const lines = [];
  for (const { rule, help, nodes } of violations) {
    for (const node of nodes.slice(0, 5)) lines.push(`axe ${rule}: ${help}: ${node.at} (${node.why})`);
    if (nodes.length > 5) lines.push(`axe ${rule}: and ${nodes.length - 5} more`);
  }
  return lines;
}

/**
 * Runs in the page.
 *
 * @param {{ within?: string, tags: string[], colours: string[], places: string[] }} asked
 */
async function ask({ within, tags, colours, places }) {
  /** @type {{ axe: typeof import('axe-core'), axeWasAsked?: Set<string> }} */
  const kept = /** @type {any} */ (globalThis);
  /** @type {import('axe-core').Result[]} */
  const found = [];
  /**
   * @param {import('axe-core').ElementContext} context
   * @param {import('axe-core').RunOptions} options
   */
  const run = async (context, options) => {
    found.push(...(await kept.axe.run(context, { ...options, resultTypes: ['violations'] })).violations);
  };
  const all = { runOnly: { type: /** @type {const} */ ('tag'), values: tags }, rules: { 'target-size': { enabled: true } } };
  /** @param {string[]} values */
  const only = (values) => ({ runOnly: { type: /** @type {const} */ ('rule'), values } });

  const isFirst = kept.axeWasAsked === undefined;
  const asked = (kept.axeWasAsked ??= new Set());
  const isNew = (/** @type {string} */ what) => !asked.has(what) && asked.add(what);
  if (within !== undefined) {
    await run(within, isNew(`${innerWidth} ${document.querySelector(within)?.outerHTML}`) ? all : only(colours));
  } else {

    /** @type {Map<Element, string>} */
    const looks = new Map();
    /** @type {Element[]} */
    const fresh = [];
    let seen = '';
    for (const element of document.querySelectorAll('*')) {
      const isShown = element.checkVisibility({ visibilityProperty: true });
      seen += isShown ? 1 : 0;
      const style = getComputedStyle(element);
      const around = looks.get(element.parentElement ?? element) ?? '';
      const own = [style.backgroundColor, style.backgroundImage, style.opacity].join(' ');
      const ground = own === 'rgba(0, 0, 0, 0) none 1' ? around : `${around} > ${own}`;
      looks.set(element, ground);
      if (!isShown) continue;
      const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && (node.nodeValue ?? '').trim() !== '');
      if (!hasWords && !element.matches('a, input, select, textarea, button')) continue;
      // Large letters may be paler: from 24 pixels, from 18.66 where they are bold.
      const letters = parseFloat(style.fontSize);
      const size = letters >= 24 ? 'large' : letters >= 18.66 && Number(style.fontWeight) >= 700 ? 'large' : 'small';
      const look = [element.localName, style.color, size, style.textDecorationLine, Number(style.fontWeight) >= 700].join(' ');
      if (isNew(`${ground} > ${look}`)) fresh.push(element);
    }
    const isOther = isNew(document.documentElement.outerHTML + seen);
    const isWider = isNew(`${innerWidth} ${document.documentElement.outerHTML}${seen}`);
    if (isFirst) await run(document, all);
    else {
      const but = Object.fromEntries(colours.map((rule) => [rule, { enabled: false }]));
      if (isOther) await run(document, { ...all, rules: { ...all.rules, ...but } });
      else if (isWider) await run(document, only(places));
      if (fresh.length > 0) await run({ include: fresh }, only(colours));
    }
  }
  return found.map((one) => ({
    rule: one.id,
    help: one.help,
    nodes: one.nodes.map((node) => ({
      at: node.target.join(' '),
      why: [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; '),
    })),
  }));
}
