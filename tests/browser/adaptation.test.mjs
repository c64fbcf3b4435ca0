// Every kind of page as a reader has it whose system sets the colours, stills all movement, or enlarges to 400 %.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { closeDialog, hidePreview, openDetails, openDialog, previewingLinks, previewsOf, showPreview } from './opened.mjs';
import { ACCORD, KINDS } from './site.mjs';
import { TABS, eachPage, stage } from './stage.mjs';

const { folder, tab: open } = await stage();
const previews = previewsOf(folder);

/** What says something by its shape or its place, and would say nothing if it vanished. */
const MEANING = [
  '.state', '.tag', '.tl-point .tl-bar', '.tl-as-of path', '.tl-mark', '.progress-bar', '.moments > svg',
  '.ch-fill', '.ch-line', '.annotation-mark', 'ins', 'del', '.glossary-entry mark', '.hit mark', '.draft-banner',
];

/** How much darker or lighter than its ground a mark is, at least (WCAG 1.4.11). */
const CONTRAST = 3;

describe('in forced colours', { concurrency: 1 }, () => {
  for (const colorScheme of /** @type {const} */ (['light'])) {
    test(`${colorScheme}: what carries meaning is there, what is current differs, and the focus is seen`, async () => {
      /** @type {import('./faults.mjs').Fault[]} */
      const faults = [];
      /** @type {Set<string>} */
      const looked = new Set();
      await eachPage(KINDS, () => open({ forcedColors: 'active', contrast: 'more', colorScheme, reducedMotion: 'reduce' }), async (tab, { path }) => {
        await tab.visit(path);
        for (const width of [320, 1280]) {
          await tab.page.setViewportSize({ width, height: 900 });
          await openDetails(tab);
          for (const selector of MEANING) {
            for (const mark of await marksOf(tab, selector)) {
              // The same mark on another page is the same mark.
              if (looked.has(`${mark.name} ${width}`)) continue;
              looked.add(`${mark.name} ${width}`);
              const contrast = await contrastOf(tab, selector, mark.at);
              if (contrast < CONTRAST) faults.push({ at: `/${path} at ${width}`, what: `${mark.name} stands out by ${contrast.toFixed(2)} only` });
            }
          }
          faults.push(...foundAt(`/${path} at ${width}`, await tab.page.evaluate(unclear)));
        }
        faults.push(...foundAt(`/${path}`, tab.faults()));
      });
      assertNone(faults);
      assert.ok(looked.size > 4, [...looked].join());
    });
  }

  test('what is nearly of the colour of its ground is found out', async () => {
    const tab = await open({ forcedColors: 'active' });
    await tab.visit(ACCORD);
    await tab.page.addStyleTag({ content: '.state, .state::before { forced-color-adjust: none; color: #eee; background: #eee }' });
    const [mark] = await marksOf(tab, '.state');
    assert.ok(mark && (await contrastOf(tab, '.state', mark.at)) < 1.5);
    await tab.page.addStyleTag({ content: '* { outline: none !important }' });
    assert.ok((await tab.page.evaluate(unclear)).some((fault) => fault.includes('has focus')));
    await tab.close();
  });
});

describe('for whom movement is too much', { concurrency: TABS }, () => {
  test('nothing moves by itself: no animation, no transition, no smooth scrolling, whatever is open', async () => {
    /** @type {import('./faults.mjs').Fault[]} */
    const faults = [];
    await eachPage(KINDS, () => open({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } }), async (tab, { path }) => {
      await tab.visit(path);
      await openDetails(tab);
      faults.push(...foundAt(`/${path}`, await tab.page.evaluate(moving)));
      const [first] = await previewingLinks(tab, previews);
      if (first) {
        await showPreview(tab, first.link);
        faults.push(...foundAt(`/${path}, with a preview`, await tab.page.evaluate(moving)));
        await hidePreview(tab);
      }
      if (await tab.page.locator('#page_search_dialog').count()) {
        await openDialog(tab, 'dialog.search-dialog');
        faults.push(...foundAt(`/${path}, with the search`, await tab.page.evaluate(moving)));
        await closeDialog(tab);
      }
      faults.push(...foundAt(`/${path}`, tab.faults()));
    });
    assertNone(faults);
  });

  test('something does for others, so that there is something to leave out', async () => {
    const tab = await open({ reducedMotion: 'no-preference' });
    await tab.visit(ACCORD);
    assert.match((await tab.page.evaluate(moving)).join(), /scrolls smoothly/);
    await tab.close();
  });
});

// 1280 × 1024 enlarged to 400 %. Each kind of page at that width, with all of it open, is looked at among its appearances.
test('at 400 % the search dialog fits in the window, with its field, its way out, and room to read results', async () => {
  const tab = await open({ viewport: { width: 320, height: 256 } });
  await tab.visit(ACCORD);
  await openDialog(tab, 'dialog.search-dialog');
  assert.deepEqual(await tab.sideways(), []);
  const dialog = await tab.page.locator('.search-dialog').boundingBox();
  assert.ok(dialog && dialog.x >= 0 && dialog.y >= 0 && dialog.x + dialog.width <= 320 && dialog.y + dialog.height <= 256, JSON.stringify(dialog));
  for (const part of ['.search-dialog input[name=q]', '.search-dialog .search-close']) {
    const box = await tab.page.locator(part).boundingBox();
    assert.ok(box && box.y >= dialog.y && box.y + box.height <= dialog.y + dialog.height, `${part}: ${JSON.stringify(box)}`);
  }
  // What is chosen with the arrows can be seen whole, or from its first line on.
  await tab.page.keyboard.press('ArrowDown');
  const seen = await tab.page.evaluate(() => {
    const box = document.activeElement?.getBoundingClientRect();
    const top = box && document.elementFromPoint(box.left + 4, box.top + 8);
    return Boolean(top && (document.activeElement?.contains(top) || top.contains(document.activeElement)));
  });
  assert.ok(seen, 'the first result cannot be seen');
  assertNone(foundAt(ACCORD, tab.faults()));
  await tab.close();
});

/**
 * The marks of a selector that can be seen, one of each name.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {string} selector
 */
async function marksOf(tab, selector) {
  const names = await tab.page.locator(selector).evaluateAll((all, selector) =>
    all.map((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return null;
      const box = element.getBoundingClientRect();
      if (box.width === 0 && box.height === 0) return null;
      const point = element.closest('.tl-point');
      const classes = (/** @type {Element} */ of) => `.${(of.getAttribute('class') ?? selector).split(' ').join('.')}`;
      return classes(element) + (point ? ` in ${classes(point)}` : '') + (element.closest('a') ? ' in a link' : '');
    }), selector);
  return names.flatMap((name, at) => (name !== null && names.indexOf(name) === at ? [{ name, at }] : []));
}

/**
 * How far a mark stands out from what it is drawn on: the contrast of the strongest of its colours with the commonest around.
 *
 * @param {import('./browser.mjs').Tab} tab
 * @param {string} selector
 * @param {number} at
 */
async function contrastOf(tab, selector, at) {
  const mark = tab.page.locator(selector).nth(at);
  const box = await mark.evaluate(async (element) => {
    // What comes into the window is drawn first then, and may take more room than was kept for it.
    for (let again = 0; again < 3; again += 1) {
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      await new Promise((done) => void requestAnimationFrame(() => requestAnimationFrame(done)));
    }
    const { x, y, width, height } = element.getBoundingClientRect();
    // Of a state, the shape before its word; of what is long, a part; around all, some of the ground.
    const isState = element.matches('.state');
    return { x: x - 3, y: y - 3, width: (isState ? 15 : Math.min(width, 400)) + 6, height: Math.min(height, 300) + 6 };
  });
  const size = tab.page.viewportSize() ?? { width: 0, height: 0 };
  const [x, y] = [Math.max(box.x, 0), Math.max(box.y, 0)];
  const clip = { x, y, width: Math.min(box.width, size.width - x), height: Math.min(box.height, size.height - y) };
  const picture = (await tab.page.screenshot({ clip })).toString('base64');
  return tab.page.evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) return 0;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    /** @type {Map<string, { count: number, light: number }>} */
    const colours = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const channels = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const key = channels.join();
      const [r = 0, g = 0, b = 0] = channels.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      const known = colours.get(key) ?? { count: 0, light: 0.2126 * r + 0.7152 * g + 0.0722 * b };
      known.count += 1;
      colours.set(key, known);
    }
    const [ground, ...others] = [...colours.values()].sort((a, b) => b.count - a.count);
    // A point or two are the edge of something else; thin lines have hardly two points of one colour.
    const contrasts = others.flatMap(({ count, light }) => {
      const of = (Math.max(light, ground?.light ?? 0) + 0.05) / (Math.min(light, ground?.light ?? 0) + 0.05);
      return Array.from({ length: count }, () => of);
    });
    return contrasts.sort((a, b) => b - a)[2] ?? 1;
  }, picture);
}

/** What is current and looks like the rest; what has focus and does not show it. Runs in the page. */
function unclear() {
  /** @type {string[]} */
  const faults = [];
  /** @param {Element} element */
  const look = (element) => {
    const style = getComputedStyle(element);
    return [
      style.backgroundColor, style.textDecorationLine, style.fontWeight, style.listStyleType,
      ...['Top', 'Right', 'Bottom', 'Left'].flatMap((side) =>
        ['Width', 'Style', 'Color'].map((of) => style[/** @type {'borderTopWidth'} */ (`border${side}${of}`)]),
      ),
    ].join(' ');
  };
  for (const current of document.querySelectorAll('[aria-current]:not([aria-current="false"])')) {
    if (!current.checkVisibility()) continue;
    const list = current.closest('ul, ol, p');
    const other = [...(list?.querySelectorAll(current.localName) ?? [])].find((one) => one !== current && !one.hasAttribute('aria-current'));
    if (other && look(other) === look(current)) faults.push(`${current.outerHTML.slice(0, 80)} is current and looks like the rest`);
  }
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (!(element instanceof HTMLElement || element instanceof SVGElement) || !element.checkVisibility({ visibilityProperty: true })) continue;
    // @ts-ignore: TypeScript's list of what focus() takes is older than the browsers'.
    element.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== element) continue;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) faults.push(`${element.outerHTML.slice(0, 80)} has focus and does not show it`);
  }
  return faults;
}

/** What moves by itself, or would. Runs in the page. */
function moving() {
  const faults = document.getAnimations().map((animation) => `an animation runs: ${animation.constructor.name}`);
  for (const element of document.querySelectorAll('*')) {
    const name = `${element.localName}.${element.getAttribute('class') ?? ''}`;
    if (getComputedStyle(element).scrollBehavior === 'smooth') faults.push(`${name} scrolls smoothly`);
    for (const part of ['', '::before', '::after', '::backdrop', '::details-content']) {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(element, part);
      if (/[1-9]/.test(transitionDuration)) faults.push(`${name}${part} takes ${transitionDuration} to change`);
      if (animationName !== 'none' && /[1-9]/.test(animationDuration)) faults.push(`${name}${part} is animated`);
    }
  }
  return [...new Set(faults)];
}
