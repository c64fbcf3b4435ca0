// The tip that shows what a link leads to: its words, its links, and where on the page it stands.
(() => {
  'use strict';

  const GAP = 6, EDGE = 8;

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
   * @param {string | null} href   of the whole entry, where it is a term's
   * @param {string} root          the address of the site
   * @param {string} entryWords    what leads to that entry
   */
  const drawn = (preview, href, root, entryWords) => {
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

  /**
   * Next to the link, so that the tip's own links come next for the keyboard.
   *
   * @param {HTMLAnchorElement} link
   * @param {Preview} preview
   * @param {string} root
   * @param {string} entryWords
   */
  const show = (link, preview, root, entryWords) => {
    const tip = drawn(preview, link.matches('.mention') ? link.href : null, root, entryWords);
    link.after(tip);
    tip.showPopover();
    place(tip, link);
    return tip;
  };

  window.recueilTip = { show };
})();
