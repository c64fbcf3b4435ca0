// The way into search, on every page: the entry of the header and the key `/` open a dialog; on the search page they lead
// to its field. What the dialog does is loaded when it is first opened.

(() => {
  'use strict';

  /** Where the reader's choice about the key `/` is kept (WCAG 2.1.4: it can be turned off). */
  const CHOICE = 'recueil-search-key';
  const SCRIPTS = ['search-engine.js', 'search-view.js', 'search-dialog.js'];
  /** What takes typed characters for itself. */
  const TYPING =
    'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset]), textarea, select, ' +
    '[contenteditable]:not([contenteditable=false]), [role=textbox], [role=searchbox], [role=combobox]';

  const way = document.querySelector('.search-way a');
  const template = document.getElementById('page_search_dialog');
  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  let isOn = chosen();

  /** The field of the search page, where this is it. */
  function ownField() {
    return /** @type {HTMLInputElement | null} */ (document.querySelector('.page-search main .search-form input'));
  }

  /** @returns {boolean} whether something was opened: where a browser knows no dialogs, the link does it */
  function open() {
    const field = ownField();
    if (field) {
      field.focus();
      field.select();
      return true;
    }
    if (!(template instanceof HTMLTemplateElement) || !('HTMLDialogElement' in window)) return false;
    if (!dialog) {
      document.body.append(template.content.cloneNode(true));
      dialog = /** @type {HTMLDialogElement} */ (document.querySelector('.search-dialog'));
      showChoice();
    }
    if (!dialog.open) dialog.showModal();
    const input = dialog.querySelector('input');
    input?.focus();
    input?.select();
    load(dialog);
    return true;
  }

  /**
   * Loads what the dialog needs, each script once, in order. One that fails is told, and tried again at the next opening.
   *
   * @param {HTMLDialogElement} dialog
   */
  function load(dialog) {
    const count = /** @type {HTMLElement} */ (dialog.querySelector('.search-count'));
    const folder = `${count.dataset.root}assets/`;
    for (const name of SCRIPTS) {
      if (document.querySelector(`script[src="${folder}${name}"]`)) continue;
      const script = document.createElement('script');
      script.async = false;
      script.src = folder + name;
      script.addEventListener('error', () => {
        script.remove();
        count.textContent = count.dataset.failed ?? '';
      });
      document.head.append(script);
    }
  }

  function chosen() {
    try {
      return localStorage.getItem(CHOICE) !== 'off';
    } catch {
      return true;
    }
  }

  /** @param {boolean} on */
  function choose(on) {
    isOn = on;
    try {
      if (on) localStorage.removeItem(CHOICE);
      else localStorage.setItem(CHOICE, 'off');
    } catch {
      // Where nothing is kept, the choice holds for this page.
    }
    showChoice();
  }

  /** Says in the header whether the key works, and sets each switch of it. */
  function showChoice() {
    document.documentElement.classList.toggle('has-search-key', isOn);
    if (isOn) way?.setAttribute('aria-keyshortcuts', '/');
    else way?.removeAttribute('aria-keyshortcuts');
    for (const box of document.querySelectorAll('.search-key input')) {
      /** @type {HTMLInputElement} */ (box).checked = isOn;
    }
  }

  document.addEventListener('keydown', (event) => {
    // Many keyboards have `/` above another key: Shift belongs to it.
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOn || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    if (document.querySelector('dialog[open]')) return;
    if (open()) event.preventDefault();
  });

  way?.addEventListener('click', (event) => {
    const mouse = /** @type {MouseEvent} */ (event);
    if (mouse.button !== 0 || mouse.ctrlKey || mouse.metaKey || mouse.shiftKey || mouse.altKey) return;
    if (open()) event.preventDefault();
  });

  document.addEventListener('change', (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.closest('.search-key')) choose(box.checked);
  });

  showChoice();
})();
