// A reader with the keyboard alone reaches everything on every kind of page, in the order of the page, and always sees where.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNone, foundAt } from './faults.mjs';
import { ACCORD, KINDS } from './site.mjs';
import { TABS, stage } from './stage.mjs';

const { tab: open } = await stage();

/** A desk, and a phone with keys. */
const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Lists may be long and alike: this many stops of each page are looked at, all are counted. */
const LOOKED_AT = 60;

/** Stops that are nobody's: browsers stop at what scrolls by itself, such as a wide table. */
const MORE = 40;

describe('each kind of page', { concurrency: TABS }, () => {
  for (const { name, path } of KINDS) {
    test(`${name}: Tab reaches everything, in order, in sight, and comes out at the end`, async () => {
      for (const viewport of VIEWPORTS) {
        // A page that scrolls at once can be looked at once it has.
        const tab = await open({ viewport, reducedMotion: 'reduce' });
        // What is shown beside a link that is stayed on depends on how long it is: tests/browser/previews.test.mjs.
        await tab.page.addInitScript(() => void Reflect.deleteProperty(HTMLElement.prototype, 'showPopover'));
        await tab.visit(path);
        const faults = [...(await walk(tab)), ...tab.faults()];
        await tab.close();
        assertNone(foundAt(`/${path} at ${viewport.width}`, faults));
      }
    });

    test(`${name}: the first stop leads to the text`, async () => {
      const tab = await open({ viewport: VIEWPORTS[0], reducedMotion: 'reduce' });
      await tab.visit(path);
      await tab.page.keyboard.press('Tab');
      const first = await tab.page.evaluate(() => document.activeElement?.getAttribute('href'));
      assert.equal(first, `#${await tab.page.locator('main').getAttribute('id')}`, 'the first stop does not lead to the text');
      await tab.page.keyboard.press('Enter');
      await tab.page.waitForFunction(() => document.activeElement?.localName === 'main');
      await tab.page.keyboard.press('Tab');
      const inside = await tab.page.evaluate(() => {
        const main = document.querySelector('main');
        const stops = main?.querySelectorAll('a[href], summary, button, input, select') ?? [];
        return stops.length === 0 || (main?.contains(document.activeElement) ?? false);
      });
      assert.ok(inside, 'after the link to the text, the next stop is outside of it');
      assertNone(foundAt(path, tab.faults()));
      await tab.close();
    });
  }
});

test('what opens on a page opens with the keyboard, and what it holds comes next', async () => {
  const tab = await open({ viewport: { width: 390, height: 844 } });
  await tab.visit(ACCORD);
  const summaries = await tab.page.locator('details:not([open]) > summary:visible').elementHandles();
  assert.ok(summaries.length >= 2, 'neither menu nor contents open');
  for (const summary of summaries) {
    const held = await (await summary.$('xpath=..'))?.$(':is(a[href], button, input, select)');
    if (!held) continue;
    await summary.focus();
    assert.equal(await held.isVisible(), false, `${await summary.innerText()} is open at first`);
    await tab.page.keyboard.press('Enter');
    await tab.page.keyboard.press('Tab');
    assert.ok(await held.evaluate((element) => element === document.activeElement), `${await summary.innerText()}: not next`);
    await summary.focus();
    await tab.page.keyboard.press('Enter');
    assert.equal(await held.isVisible(), false, `${await summary.innerText()} does not close`);
  }
  assertNone(foundAt(ACCORD, tab.faults()));
  await tab.close();
});

test('a page on which the keyboard is lost is seen to be one', async () => {
  const tab = await open({ viewport: { width: 800, height: 600 } });
  const faults = await walkOver(tab, `
    <a href="#a">first</a> <a href="#b" tabindex="2">before its turn</a> <a href="#c" style="outline: none">without a sign</a>
    <a href="#d" tabindex="-1">passed over</a> <a href="#e" style="position: absolute; left: -900px">out of sight</a>
    <div style="position: fixed; inset: auto 0 0 0; height: 500px; background: white"></div>
    <p style="margin-top: 300px"><a href="#f">under something</a></p>`);
  for (const sign of [
    /without a sign.* nothing shows/,
    /passed over.* not reached/,
    /out of sight.* out of sight/,
    /under something.* lies under/,
    /first.* comes after/,
  ]) {
    assert.match(faults.join('\n'), sign);
  }
  const trapped = await walkOver(tab, `
    <a href="#a">first</a> <a href="#b" id="trap">trap</a> <a href="#c">after it</a>
    <script>document.querySelector('#trap').addEventListener('keydown', (event) => event.preventDefault());</script>`);
  assert.match(trapped.join('\n'), /trap.* does not let go/);
  await tab.close();
});

/**
 * @param {import('./browser.mjs').Tab} tab
 * @param {string} body
 */
async function walkOver(tab, body) {
  await tab.visit('');
  await tab.page.setContent(`<!DOCTYPE html><title>x</title><body>${body}</body>`);
  return walk(tab);
}

/**
 * Goes through a page with Tab; gives what a reader would stumble over.
 *
 * @param {import('./browser.mjs').Tab} tab
 */
async function walk(tab) {
  const names = await tab.page.evaluate(prepare);
  /** @type {string[]} */
  const faults = [];
  let isOut = false;
  for (let step = 0; step < names.length + MORE && !isOut; step += 1) {
    await tab.page.keyboard.press('Tab');
    if (step >= LOOKED_AT && step < names.length) continue;
    const now = await tab.page.evaluate(focused);
    if (now.fault) faults.push(`${now.name} ${now.fault}`);
    isOut = now.at === -1;
  }
  const stops = await tab.page.evaluate(stopsSoFar);
  for (const [at, stop] of stops.entries()) {
    if (at > 0 && stop < (stops[at - 1] ?? 0)) faults.push(`${names[stop]} comes after what stands below it`);
  }
  for (const [at, name] of names.entries()) if (!stops.includes(at)) faults.push(`${name} is not reached`);
  if (!isOut) faults.push(`${names[stops.at(-1) ?? 0]} does not let go of the keyboard`);
  return faults;
}

/**
 * Lists what can be used on the page as it stands, and remembers how each looks without focus. Runs in the page.
 *
 * @returns {string[]} their names, in the order of the page
 */
function prepare() {
  const all = document.querySelectorAll(
    'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], [contenteditable], [onclick], ' +
      '[role=button], [role=link], [role=tab], [role=option], [role=menuitem]',
  );
  const usable = [...all].filter((element) => {
    const isOff = element.matches(':disabled, [inert] *, [role=option], summary:not(details > summary)');
    const group = element instanceof HTMLInputElement && element.type === 'radio' ? element.name : '';
    // Of radio buttons one is stopped at, the others are gone to with the arrows.
    const stands = group && document.querySelector(`input[name="${CSS.escape(group)}"]:checked`);
    return !isOff && (!stands || stands === element) && element.checkVisibility({ visibilityProperty: true });
  });
  /** @param {Element} element */
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, textDecorationLine } = getComputedStyle(element);
    return [outlineStyle === 'none' ? '' : outlineStyle + outlineWidth + outlineColor, boxShadow, backgroundColor, textDecorationLine];
  };
  const names = usable.map((element) => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${element.localName} “${words}”`;
  });
  /** @type {number[]} */
  const stops = [];
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && usable.includes(target)) stops.push(usable.indexOf(target));
  });
  Object.assign(globalThis, { walked: { usable, names, look, stops, before: usable.map(look) } });
  return names;
}

/** What had focus until now, in that order. Runs in the page. */
function stopsSoFar() {
  // @ts-expect-error: prepare() put it into the window.
  return /** @type {number[]} */ (globalThis.walked.stops);
}

/** What has focus, and what is wrong with the way it is shown. Runs in the page. */
function focused() {
  // @ts-expect-error: prepare() put it into the window.
  const walked = globalThis.walked;
  const element = document.activeElement ?? document.body;
  const at = walked.usable.indexOf(element);
  if (element === document.body || element === document.documentElement) return { at: -1, name: 'the page', fault: '' };
  const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
  if (at === -1 && scrolls) return { at: walked.usable.length, name: element.localName, fault: '' };
  if (at === -1) return { at: walked.usable.length, name: element.localName, fault: 'has focus though nothing can be done with it' };
  const name = walked.names[at];
  const [outline, shadow] = walked.look(element);
  const [, shadowBefore] = walked.before[at];
  if (outline === '' && shadow === shadowBefore) return { at, name, fault: 'has focus, and nothing shows it' };
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const inSight = boxes.filter((box) => box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth);
  if (inSight.length === 0) return { at, name, fault: 'has focus out of sight' };
  // Not entirely hidden (WCAG 2.4.11): some point of it is on top.
  const isOnTop = inSight.some((box) =>
    [0.5, 0.15, 0.85].some((part) => {
      const x = Math.min(Math.max(box.left + box.width * part, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + box.height * part, 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      if (top === null || top === document.body || top === document.documentElement) return false;
      return element.contains(top) || top.contains(element) || top.matches('label');
    }),
  );
  return { at, name, fault: isOnTop ? '' : 'lies under something else when it has focus' };
}
