// The filters of a timeline or of a table, combined: each link chooses its value within the page instead of leaving it. The
// address keeps what is chosen, and how many rows are left is said aloud.
(function () {
  'use strict';

  /** A value of a facet, what it is called, and the link that chooses it.
   * @typedef {{ key: string, name: string, link: HTMLAnchorElement, count: Element | null }} Choice */
  /** What rows are filtered by: `name` is what they carry its keys under, `key` its word in the address.
   * @typedef {{ name: string, key: string, fixed: boolean, choices: Choice[] }} Facet */

  const nav = document.querySelector('nav.filters[data-combined]');
  if (!(nav instanceof HTMLElement)) return;

  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('tr[data-row]')]);
  /** @type {Map<string, Element[]>} */
  const marks = new Map();
  for (const mark of document.querySelectorAll('svg [data-row]')) {
    const row = mark.getAttribute('data-row') ?? '';
    marks.set(row, [...(marks.get(row) ?? []), mark]);
  }

  /** @type {Facet[]} */
  const facets = [...nav.querySelectorAll('details.timeline-filter')].map((details) => ({
    name: details.getAttribute('data-name') ?? '',
    key: details.getAttribute('data-key') ?? '',
    fixed: details.hasAttribute('data-fixed'),
    choices: /** @type {HTMLAnchorElement[]} */ ([...details.querySelectorAll('a[data-value]')]).map((link) => {
      const count = link.querySelector('.count');
      const name = (link.textContent ?? '').slice(0, -(count?.textContent ?? '').length || undefined).trim();
      return { key: link.dataset.value ?? '', name, link, count };
    }),
  }));
  const free = facets.filter((facet) => !facet.fixed);
  // A group of rows goes with the last of them, and its entry of the contents with it.
  const groups = [...document.querySelectorAll('section.list-group')].map((section) => {
    const address = `#${section.getAttribute('aria-labelledby') ?? ''}`;
    const links = [...document.querySelectorAll('.contents a')].filter((link) => link.getAttribute('href') === address);
    return { section, entries: links.flatMap((link) => link.closest('li') ?? []) };
  });
  const found = document.querySelector('.filters-found');
  const clear = nav.querySelector('.filters-clear');
  const none = document.querySelector('.filters-none');
  const note = nav.querySelector('.filters-note');
  if (note) note.textContent = nav.dataset.combined ?? '';

  // What each row answers to, by the facet's name.
  const answers = rows.map(
    (row) => new Map(facets.map((facet) => [facet.name, (row.getAttribute(`data-${facet.name}`) ?? '').split(' ')])),
  );

  /** What is chosen, by the facet's name. @type {Map<string, string>} */
  let chosen = new Map();

  /**
   * Whether a row answers to everything chosen.
   *
   * @param {Map<string, string[]>} answer
   */
  const answersTo = (answer) => [...chosen].every(([name, key]) => answer.get(name)?.includes(key));

  /**
   * How many rows each choice would leave, by facet and key: those that answer to everything chosen, its own facet aside.
   *
   * @returns {Map<string, Map<string, number>>}
   */
  const counted = () => {
    const counts = new Map(free.map(({ name }) => [name, /** @type {Map<string, number>} */ (new Map())]));
    for (const answer of answers) {
      const missed = [...chosen].filter(([name, key]) => !answer.get(name)?.includes(key));
      if (missed.length > 1) continue;
      for (const { name } of free) {
        const of = counts.get(name);
        if (!of || (missed[0] && missed[0][0] !== name)) continue;
        for (const key of answer.get(name) ?? []) of.set(key, (of.get(key) ?? 0) + 1);
      }
    }
    return counts;
  };

  /**
   * The address of the page with a choice made or, where it is made already, taken back.
   *
   * @param {Facet} facet
   * @param {Choice} choice
   */
  const addressWith = (facet, choice) => {
    const query = new URLSearchParams();
    for (const other of free) {
      const key = other === facet ? (chosen.get(facet.name) === choice.key ? '' : choice.key) : chosen.get(other.name);
      if (key) query.set(other.key, key);
    }
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : '');
  };

  /** Takes what is chosen from the address; what it names and the page does not have is left out. */
  const read = () => {
    const query = new URLSearchParams(location.search);
    chosen = new Map();
    for (const facet of free) {
      const key = query.get(facet.key);
      if (key && facet.choices.some((choice) => choice.key === key)) chosen.set(facet.name, key);
    }
  };

  const show = () => {
    let left = 0;
    /** @type {string[]} */
    const names = [];
    rows.forEach((row, at) => {
      const stays = answersTo(answers[at] ?? new Map());
      row.hidden = !stays;
      left += stays ? 1 : 0;
      for (const mark of marks.get(row.dataset.row ?? '') ?? []) mark.classList.toggle('is-out', !stays);
    });
    for (const { section, entries } of groups) {
      const isOut = !section.querySelector('tr[data-row]:not([hidden])');
      for (const element of [section, ...entries]) element.toggleAttribute('hidden', isOut);
    }
    const counts = counted();
    for (const facet of free) {
      for (const choice of facet.choices) {
        const is = chosen.get(facet.name) === choice.key;
        const count = counts.get(facet.name)?.get(choice.key) ?? 0;
        if (choice.count) choice.count.textContent = String(count);
        choice.link.href = addressWith(facet, choice);
        choice.link.classList.toggle('is-empty', count === 0 && !is);
        if (is) choice.link.setAttribute('aria-current', 'true');
        else choice.link.removeAttribute('aria-current');
        if (is) names.push(choice.name);
        // What is chosen can be seen, and taken back.
        const details = is ? choice.link.closest('details') : null;
        if (details) details.open = true;
      }
    }
    if (found instanceof HTMLElement) {
      const words = left === 1 ? found.dataset.foundOne : found.dataset.found;
      const text = (words ?? '').replace('{n}', String(left)).replace('{total}', String(rows.length));
      found.textContent = chosen.size > 0 ? text.replace('{values}', () => names.join(', ')) : '';
    }
    if (clear instanceof HTMLElement) clear.hidden = chosen.size === 0;
    if (none instanceof HTMLElement) none.hidden = left > 0;
  };

  /**
   * Goes to an address of this page without leaving it.
   *
   * @param {string} address
   */
  const go = (address) => {
    history.pushState(null, '', address);
    read();
    show();
  };

  nav.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const isClear = clear?.contains(link) ?? false;
    if (!isClear && !free.some((facet) => facet.choices.some((choice) => choice.link === link))) return;
    event.preventDefault();
    go(isClear ? location.pathname : link.href);
    if (isClear) nav.querySelector('summary')?.focus();
  });
  addEventListener('popstate', () => {
    read();
    show();
  });
  read();
  show();
})();
