// Shows what a link leads to, beside the link: the words of a term, the beginning of a text. The mouse gets it by
// waiting on a link, the keyboard by staying on it, the finger by a first tap on a term; Escape puts it away.
//
// What is shown was written when the site was built, into files that each answer for some addresses: the last bits of
// the hash of an address name its file. They are scripts, since a page opened from a folder may not ask for data.
(() => {
  'use strict';

  /** Long enough to pass over a link without being stopped; then long enough to come to what is shown. */
  const HOVER = 300, FOCUS = 500, LEAVE = 300;
  const GAP = 6, EDGE = 8;

  /** Ways around the site, marks, and links beside which the same words stand already. */
  const ELSEWHERE = 'nav, .kicker, .more, .sequence, .permalink, .backlink, .annotation-mark, .annotation-head, ' +
    '.annotation-quote, .glossary dt, .record-footer, .tip, [data-previews="off"]';

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || !('showPopover' in HTMLElement.prototype)) return;
  const root = new URL('..', script.src).href;
  const { files = '1', entry: entryWords = '' } = script.dataset;

  /** @type {Map<string, Preview>} */
  const known = new Map();
  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();
  /** The link that the reader is at, though its tip be put away. @type {HTMLAnchorElement | null} */
  let at = null;
  /** @type {{ link: HTMLAnchorElement, tip: HTMLElement } | null} */
  let open = null;
  let turn = 0, touched = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** @param {Record<string, Preview>} previews */
  const take = (previews) => Object.entries(previews).forEach(([address, preview]) => known.set(address, preview));
  Object.assign(window, { recueilPreviews: take });

  /**
   * An address from the root of the site, as its preview is filed; nothing for one outside.
   *
   * @param {string} href
   */
  const addressOf = (href) => {
    if (!href.startsWith(root)) return null;
    const [page = '', fragment] = href.slice(root.length).split('#');
    return page.replace(/(^|\/)index\.html$/, '$1') + (fragment ? `#${fragment}` : '');
  };

  /** @param {string} address */
  const ask = (address) => {
    // FNV-1a of 32 bits.
    const hash = [...address].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
    const src = `${root}assets/previews/${(hash & (Number(files) - 1)).toString(16)}.js`;
    const answer = asked.get(src) ?? new Promise((done) => {
      const file = document.createElement('script');
      file.onload = () => done();
      file.onerror = () => done(void asked.delete(src));
      file.src = src;
      document.head.append(file);
    });
    asked.set(src, answer);
    return answer;
  };

  /**
   * What a link leads to, unless the reader sees it already.
   *
   * @param {HTMLAnchorElement} link
   * @returns {Promise<Preview | undefined>}
   */
  const find = async (link) => {
    const [address, here] = [addressOf(link.href), addressOf(location.href.split('#')[0] ?? '')];
    if (address === null || address === here) return undefined;
    if (address.startsWith(`${here}#`)) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) return undefined;
      const { top, bottom } = target.getBoundingClientRect();
      if (top < innerHeight && bottom > 0) return undefined;
      if (link.getAttribute('role') === 'doc-noteref') {
        const note = /** @type {HTMLElement} */ (target.cloneNode(true));
        note.querySelectorAll('.backlink').forEach((back) => back.remove());
        return { kind: '', title: link.getAttribute('aria-label') ?? '', text: note.textContent?.trim() };
      }
    }
    if (!known.has(address)) await ask(address);
    return known.get(address);
  };

  /** @param {EventTarget | null} target */
  const linkAt = (target) => {
    const link = target instanceof Element ? target.closest('main a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.closest(ELSEWHERE)) return null;
    return link.closest('.entry')?.querySelector('.entry-summary') ? null : link;
  };

  /**
   * @param {HTMLElement} parent
   * @param {string} name
   * @param {string} className
   * @param {string} [text]
   */
  const add = (parent, name, className, text = '') => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    parent.append(element);
    return element;
  };

  /**
   * @param {Preview} preview
   * @param {string | null} href  of the whole entry, where it is a term's
   */
  const drawn = (preview, href) => {
    const tip = document.createElement('div');
    tip.className = 'tip';
    tip.popover = 'manual';
    const said = add(tip, 'div', 'tip-said');
    said.id = 'page_tip';
    const kind = add(said, 'p', 'tip-kind', [preview.kind, preview.date].filter(Boolean).join(' · '));
    if (preview.state) add(kind, 'span', `state is-${preview.state[0]}`, preview.state[1]);
    const title = add(said, 'p', 'tip-title', preview.title);
    title.lang = preview.lang ?? document.documentElement.lang;
    if (preview.expansion) {
      title.append(' ');
      add(title, 'span', 'tip-expansion', preview.expansion);
    }
    if (preview.text) add(said, 'p', 'tip-text', preview.text).lang = title.lang;
    /** @type {(parent: HTMLElement, text: string, href: string) => void} */
    const lead = (parent, text, href) => add(parent, 'a', '', text).setAttribute('href', href);
    if (preview.uses) {
      add(tip, 'p', 'tip-uses', preview.uses.count);
      const list = add(tip, 'ul', 'tip-uses');
      const elsewhere = preview.uses.first.filter(([, path]) => !location.href.startsWith(root + path.split('#')[0]));
      for (const [text, path] of elsewhere) lead(add(list, 'li', ''), text, root + path);
    }
    if (href) lead(add(tip, 'p', 'tip-entry'), entryWords, href);
    // A tooltip holds nothing to act on.
    tip.setAttribute('role', preview.uses || href ? 'group' : 'tooltip');
    if (preview.uses || href) tip.setAttribute('aria-label', preview.title);
    return tip;
  };

  /**
   * Below the link, above it where there is room only there, and never over it.
   *
   * @param {HTMLElement} tip
   * @param {HTMLAnchorElement} link
   */
  const place = (tip, link) => {
    const lines = link.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    if (!first || !last) return;
    const { width, height } = tip.getBoundingClientRect();
    const above = last.bottom + GAP + height > innerHeight && first.top - GAP - height > 0;
    const left = Math.min((above ? first : last).left, document.documentElement.clientWidth - width - EDGE);
    tip.style.left = `${scrollX + Math.max(left, EDGE)}px`;
    tip.style.top = `${scrollY + (above ? first.top - GAP - height : last.bottom + GAP)}px`;
  };

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
    if (!preview) return preview;
    const tip = drawn(preview, link.matches('.mention') ? link.href : null);
    // Next to the link, so that its own links come next for the keyboard.
    link.after(tip);
    tip.showPopover();
    place(tip, link);
    link.setAttribute('aria-describedby', 'page_tip');
    open = { link, tip };
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
