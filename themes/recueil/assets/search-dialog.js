// The search dialog: the first results as one types, arrows between them, and the way to all of them.

(() => {
  'use strict';

  /** How many results the dialog shows. */
  const SHOWN = 8;

  const { recueilSearchView: view } = window;
  const found = document.querySelector('.search-dialog');
  if (!view || !(found instanceof HTMLDialogElement)) return;
  const { asking, hit, told, announce, arrows, engine } = view;
  const dialog = found;

  const field = /** @type {HTMLInputElement} */ (dialog.querySelector('input[name=q]'));
  const count = /** @type {HTMLElement} */ (dialog.querySelector('.search-count'));
  const list = /** @type {HTMLElement} */ (dialog.querySelector('.hits'));
  const all = /** @type {HTMLAnchorElement} */ (dialog.querySelector('.search-all'));
  const live = /** @type {HTMLElement} */ (dialog.querySelector('[role=status]'));
  const words = count.dataset;
  const root = words.root ?? './';
  const searchPage = all.href;
  /** The query whose results are shown. */
  let shown = '';

  const ask = asking(
    root,
    (answer, { q }) => {
      shown = q;
      list.replaceChildren(...answer.hits.map((one) => hit(one, root, words.within ?? '', 'p')));
      list.scrollTop = 0;
      say(told(words, answer, q));
    },
    () => {
      shown = '';
      say(words.waiting ?? '');
    },
    () => {
      shown = '';
      list.replaceChildren();
      say(words.failed ?? '');
    },
  );

  /** @param {string} text */
  function say(text) {
    count.textContent = text;
    announce(live, text);
  }

  /** @param {boolean} isTyped */
  function search(isTyped) {
    const q = field.value.trim();
    all.href = q ? `${searchPage}?${new URLSearchParams({ q })}` : searchPage;
    if (q === shown) ask.drop();
    else if (q) ask({ q, size: SHOWN }, isTyped);
    else {
      ask.drop();
      shown = '';
      list.replaceChildren();
      say('');
    }
  }

  field.addEventListener('input', () => search(true));
  // A field of search would first be emptied by Escape, in some browsers and not in others.
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.querySelector('.search-close')?.addEventListener('click', () => dialog.close());
  // What is clicked outside of the dialog is the dialog itself: its inside has elements of its own.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => live.replaceChildren());
  arrows(field, list);
  engine(root).catch(() => say(words.failed ?? ''));
  search(false);
})();
