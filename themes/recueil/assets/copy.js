// Gives each text that may be copied a button that does it.

(() => {
  'use strict';

  /**
   * Selects the text first: where the browser may not write to the clipboard, the reader still has it at hand.
   *
   * @param {Element} text
   * @returns {Promise<boolean>}
   */
  async function copy(text) {
    const selection = getSelection();
    selection?.selectAllChildren(text);
    try {
      if (navigator.clipboard) {
        await navigator.clipboard.writeText((text.textContent ?? '').trim());
        return true;
      }
    } catch {
      // Refused: the older way may still be allowed.
    }
    // Pages that come from a folder have no clipboard object.
    return document.execCommand('copy');
  }

  for (const box of document.querySelectorAll('[data-copy]')) {
    const text = box.querySelector('[data-copied]');
    if (!(box instanceof HTMLElement) || !(text instanceof HTMLElement)) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = box.dataset.copy ?? '';
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      said.textContent = '';
      if (await copy(text)) said.textContent = text.dataset.copied ?? '';
    });
    const line = document.createElement('p');
    line.className = 'copy-line';
    line.append(button, ' ', said);
    box.append(line);
  }
})();
