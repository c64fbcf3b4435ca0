// Narrows a long list to the entries that hold the words typed, whatever their accents and capitals.
(() => {
  'use strict';

  /** Those who listen are told once the typing rests. */
  const REST = 400;

  const filter = document.querySelector('.filter');
  const input = filter?.querySelector('input');
  const status = filter?.querySelector('[role="status"]');
  if (!(filter instanceof HTMLElement) || !input || !status) return;

  /** Words alone, each after a space. @param {string} text */
  const folded = (text) => {
    const plain = text.toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').normalize('NFD').replace(/\p{M}/gu, '');
    return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
  };

  /** What stands for an entry: the head of one of the glossary, the whole of another. @param {Element} entry */
  const wordsOf = (entry) => folded((entry.querySelector('dt') ?? entry).textContent ?? '');

  const found = document.querySelectorAll('main .names > li, main .entries > .entry, main .glossary-entry');
  const entries = [...found].map((entry) => ({ entry, words: wordsOf(entry) }));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  const narrow = () => {
    const sought = folded(input.value).trim().split(' ').filter(Boolean);
    let left = 0;
    for (const { entry, words } of entries) {
      // The beginning of a word; a longer piece may stand within one.
      const holds = sought.every((word) => words.includes(` ${word}`) || (word.length > 2 && words.includes(word)));
      entry.toggleAttribute('hidden', !holds);
      if (holds) left += 1;
    }
    for (const section of new Set(entries.map(({ entry }) => entry.closest('section')))) {
      section?.toggleAttribute('hidden', !section.querySelector(':is(li, .glossary-entry):not([hidden])'));
    }
    const { some = '', none = '' } = filter.dataset;
    const said = (left > 0 ? some : none).replace('{n}', String(left)).replace('{all}', String(entries.length));
    clearTimeout(resting);
    resting = setTimeout(() => (status.textContent = sought.length > 0 ? said : ''), REST);
  };

  /** Whoever goes to a place of the page finds it. */
  const showAll = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest('[hidden]')) return;
    input.value = '';
    narrow();
    target.scrollIntoView();
  };

  input.addEventListener('input', narrow);
  addEventListener('hashchange', showAll);
  // A page that is come back to may have kept what was typed.
  addEventListener('pageshow', () => input.value && narrow());
})();
