// What a link leads to, in words that were written when the site was built, into files that each answer for some
// addresses: the last bits of the hash of an address name its file. They are scripts, since a page opened from a folder
// may not ask for data.
(() => {
  'use strict';

  /** @type {Map<string, Preview>} */
  const known = new Map();
  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();

  /** @param {Record<string, Preview>} previews */
  const take = (previews) => Object.entries(previews).forEach(([address, preview]) => known.set(address, preview));

  /**
   * An address from the root of the site, as its preview is filed; nothing for one outside.
   *
   * @param {string} root
   * @param {string} href
   */
  const addressOf = (root, href) => {
    if (!href.startsWith(root)) return null;
    const [page = '', fragment] = href.slice(root.length).split('#');
    return page.replace(/(^|\/)index\.html$/, '$1') + (fragment ? `#${fragment}` : '');
  };

  /**
   * @param {string} root
   * @param {number} files
   * @param {string} address
   */
  const ask = (root, files, address) => {
    // FNV-1a of 32 bits.
    const hash = [...address].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
    const src = `${root}assets/previews/${(hash & (files - 1)).toString(16)}.js`;
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
   * @param {string} root   the address of the site
   * @param {number} files  how many there are, a power of two
   * @returns {Promise<Preview | undefined>}
   */
  const find = async (link, root, files) => {
    const [address, here] = [addressOf(root, link.href), addressOf(root, location.href.split('#')[0] ?? '')];
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
    if (!known.has(address)) await ask(root, files, address);
    return known.get(address);
  };

  // The files of words call it by this name.
  window.recueilPreviews = take;
  window.recueilPreview = { find };
})();
