// When it is shown what a link leads to, and when no longer: the mouse gets it by waiting on a link, the keyboard by
// staying on it, the finger by a first tap on a term; Escape puts it away. What is shown is for scripts of their own, which
// are loaded when a reader first comes to a link.
(() => {
  'use strict';

  /** Long enough to pass over a link without being stopped; then long enough to come to what is shown. */
  const HOVER = 300, FOCUS = 500, LEAVE = 300;
  const PARTS = ['preview-find.js', 'preview-tip.js'];

  /** Ways around the site, marks, and links beside which the same words stand already. */
  const ELSEWHERE = 'nav, .kicker, .more, .sequence, .permalink, .backlink, .annotation-mark, .annotation-head, ' +
    '.annotation-quote, .glossary dt, .record-footer, .tip, [data-previews="off"]';

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || !('showPopover' in HTMLElement.prototype)) return;
  const root = new URL('..', script.src).href;
  const { files = '1', entry: entryWords = '' } = script.dataset;

  /** The link that the reader is at, though its tip be put away. @type {HTMLAnchorElement | null} */
  let at = null;
  /** @type {{ link: HTMLAnchorElement, tip: HTMLElement } | null} */
  let open = null;
  let turn = 0, touched = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** @param {EventTarget | null} target */
  const linkAt = (target) => {
    const link = target instanceof Element ? target.closest('main a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.closest(ELSEWHERE)) return null;
    return link.closest('.entry')?.querySelector('.entry-summary') ? null : link;
  };

  /** @type {Promise<unknown> | null} */
  let parts = null;

  /** Loads what finds and draws; what could not be loaded is asked for again the next time. */
  const ready = () => {
    parts ??= Promise.all(PARTS.map((name) => new Promise((done, fail) => {
      const part = document.createElement('script');
      part.onload = done;
      part.onerror = fail;
      part.src = `${root}assets/${name}`;
      document.head.append(part);
    })));
    parts.catch(() => (parts = null));
    return parts;
  };

  /**
   * @param {HTMLAnchorElement} link
   * @returns {Promise<Preview | undefined>}
   */
  const find = (link) => ready().then(() => window.recueilPreview?.find(link, root, Number(files)), () => undefined);

  const hide = () => {
    turn += 1;
    clearTimeout(waiting);
    open?.link.removeAttribute('aria-describedby');
    open?.tip.remove();
    open = null;
  };

  /** @param {HTMLAnchorElement} link */
  const show = async (link) => {
    const mine = (turn += 1);
    const preview = await find(link);
    if (turn !== mine || !link.isConnected) return preview;
    hide();
    if (!preview || !window.recueilTip) return undefined;
    open = { link, tip: window.recueilTip.show(link, preview, root, entryWords) };
    link.setAttribute('aria-describedby', open.tip.firstElementChild?.id ?? '');
    return preview;
  };

  /** True while the reader is at the link or in its tip, by any means. */
  const stays = () =>
    open !== null && (open.link.matches(':hover, :focus-visible') || open.tip.matches(':hover, :focus-within'));

  /**
   * The reader has come to a link, or to something else.
   *
   * @param {EventTarget | null} target
   * @param {number} delay
   */
  const come = (target, delay) => {
    const link = linkAt(target);
    if (link && link === at) return;
    at = link;
    clearTimeout(waiting);
    if (link) void ready();
    if (link && link !== open?.link) waiting = setTimeout(() => void show(link), delay);
    else if (open) waiting = setTimeout(() => stays() || hide(), LEAVE);
    else turn += 1;
  };

  document.addEventListener('pointerover', (event) => event.pointerType === 'touch' || come(event.target, HOVER));
  document.documentElement.addEventListener('pointerleave', () => come(null, 0));
  document.addEventListener('focusin', ({ target }) => {
    come(target instanceof Element && target.matches(':focus-visible') ? target : null, FOCUS);
  });
  document.addEventListener('focusout', (event) => event.relatedTarget || come(null, 0));
  document.addEventListener('pointerdown', ({ pointerType, target }) => {
    touched = pointerType === 'touch';
    if (open && target instanceof Node && !open.tip.contains(target) && !open.link.contains(target)) hide();
  });
  document.addEventListener('click', (event) => {
    const link = linkAt(event.target);
    if (open && event.target instanceof Element && open.tip.contains(event.target.closest('a'))) hide();
    // The keyboard's click has no count.
    if (!link?.matches('.mention') || !touched || event.detail === 0 || link === open?.link) return;
    event.preventDefault();
    void show(link).then((preview) => preview ?? location.assign(link.href));
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (open) {
      event.preventDefault();
      event.stopPropagation();
    }
    hide();
  }, true);
  // The tip goes with the page; it cannot go with a table that scrolls by itself.
  document.addEventListener('scroll', ({ target }) => target === document || hide(), true);
  addEventListener('pagehide', hide);
})();
