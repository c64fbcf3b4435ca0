// The search page: the address holds the query and the facets, so that a search can be shared and returned to.

(() => {
  'use strict';

  /** How many results are shown at first: more would have to be fetched than most look at. */
  const FIRST = 10;
  /** How many more at a time, for who asks for them. */
  const MORE = 20;
  /** What an address may ask for, at most. */
  const LONGEST_QUERY = 300;
  const MOST_VALUES = 50;

  const { recueilSearchView: view, recueilSearchFacets: facets } = window;
  if (!view || !facets) return;
  const { asking, engine, hit, told, announce, arrows } = view;
  const { names, drawing } = facets;

  /**
   * An element that the page has.
   *
   * @param {string} selector
   */
  const part = (selector) => /** @type {HTMLElement} */ (document.querySelector(`main ${selector}`));
  const form = /** @type {HTMLFormElement} */ (part('.search-form'));
  const field = /** @type {HTMLInputElement} */ (part('.search-form input'));
  const [found, indexes, list] = [part('.search-found'), part('.search-indexes'), part('.hits')];
  const [count, also, again, more] = [part('.search-count'), part('.search-also'), part('.search-again'), part('.search-more')];
  const live = part('[role=status]');
  const words = count.dataset;
  const root = words.root ?? './';
  const title = document.title;

  /** What is searched, and how many results are wanted. @type {{ q: string, choice: Search.Choice, size: number }} */
  let wanted = { q: '', choice: {}, size: FIRST };
  /** Where the page was left, until its results are there again: how far down, by which result. @type {{ top: number, by: number } | null} */
  let left = null;

  const drawFacets = drawing((choice) => {
    left = null;
    wanted = { ...wanted, choice, size: FIRST };
    commit();
    search(false);
  });

  const ask = asking(
    root,
    async (answer, query) => {
      const from = query.from ?? 0;
      const drawn = answer.hits.map((one) => hit(one, root, words.within ?? '', 'h2'));
      if (from === 0) list.replaceChildren(...drawn);
      else list.append(...drawn);
      more.hidden = list.childElementCount >= answer.total || drawn.length === 0;
      if (from > 0) {
        drawn[0]?.querySelector('a')?.focus();
        count.textContent = told(words, answer, query.q);
        return;
      }
      also.hidden = answer.also.length === 0;
      also.textContent = also.hidden ? '' : (words.also ?? '').replace('{words}', () => answer.also.join(', '));
      say(told(words, answer, query.q));
      show(true, answer.total === 0);
      // What the facets count may have to be fetched: who looks for a text has it before.
      const facets = await answer.facets().catch(() => []);
      if (query.q !== wanted.q || query.facets !== wanted.choice) return;
      drawFacets({ facets, about: answer.about }, wanted.choice);
      if (left) returnTo(left.top, left.by);
      left = null;
    },
    () => {
      count.textContent = words.waiting ?? '';
      show(true, false);
    },
    () => {
      list.replaceChildren();
      // Filters that nothing can be asked of would lead nowhere.
      drawFacets({ facets: [], about: false }, {});
      [more.hidden, also.hidden, again.hidden] = [true, true, false];
      say(words.failed ?? '');
      show(true, true);
    },
  );

  /**
   * Who comes back is where they were, and goes on from the result that they followed.
   *
   * @param {number} top
   * @param {number} by  the place of that result in the list, -1 for none
   */
  function returnTo(top, by) {
    list.children[by]?.querySelector('a')?.focus({ preventScroll: true });
    scrollTo({ top, behavior: 'instant' });
  }

  /** @param {string} text */
  function say(text) {
    count.textContent = text;
    announce(live, [text, also.textContent].filter((line) => line).join(' '));
  }

  /**
   * @param {boolean} hasFound
   * @param {boolean} hasIndexes
   */
  function show(hasFound, hasIndexes) {
    found.hidden = !hasFound;
    indexes.hidden = !hasIndexes;
  }

  /** @param {boolean} isTyped */
  function search(isTyped) {
    const { q, choice, size } = wanted;
    again.hidden = true;
    document.title = q ? `${q} – ${title}` : title;
    if (q || Object.values(choice).some((values) => values.length > 0)) {
      ask({ q, facets: choice, from: 0, size }, isTyped);
      return;
    }
    ask.drop();
    list.replaceChildren();
    announce(live, '');
    show(false, true);
    if (left) returnTo(left.top, left.by);
    left = null;
  }

  /** What the address asks for; what it does not know it leaves alone. */
  function read() {
    const asked = new URLSearchParams(location.search);
    /** @type {Search.Choice} */
    const choice = {};
    for (const name of names) {
      const values = [...new Set(asked.getAll(name))].filter((value) => value !== '').slice(0, MOST_VALUES);
      if (values.length > 0) choice[name] = values;
    }
    const size = Number(window.history.state?.size);
    wanted = { q: (asked.get('q') ?? '').slice(0, LONGEST_QUERY).trim(), choice, size: size > FIRST ? size : FIRST };
    const { top = 0, by = -1 } = window.history.state ?? {};
    left = top > 0 || by >= 0 ? { top, by } : null;
    if (field.value.trim() !== wanted.q) field.value = wanted.q;
  }

  function address() {
    const asked = new URLSearchParams();
    if (wanted.q) asked.set('q', wanted.q);
    for (const name of names) for (const value of wanted.choice[name] ?? []) asked.append(name, value);
    const text = asked.toString();
    return location.pathname + (text ? `?${text}` : '');
  }

  /**
   * Notes the search in the address, and for who comes back how many results there were, how far down the page was and which
   * result was followed; a browser that counts how often this is done may refuse.
   *
   * @param {boolean} isNew       whether it is one more step for the button « Back »
   * @param {boolean} isSettled   false while the reader is typing
   * @param {number} [by]
   */
  function note(isNew, isSettled, by = -1) {
    const state = { isSettled, size: wanted.size, top: scrollY, by };
    try {
      if (isNew) window.history.pushState(state, '', address());
      else window.history.replaceState(state, '', address());
    } catch {
      // The search goes on without its address.
    }
  }

  /** What is typed takes the place of what was being typed, and follows what was settled. */
  function typed() {
    note(Boolean(window.history.state?.isSettled), false);
  }

  function commit() {
    note(address() !== location.pathname + location.search, true);
  }

  field.addEventListener('input', () => {
    const q = field.value.trim();
    if (q === wanted.q) return;
    left = null;
    wanted = { ...wanted, q, size: FIRST };
    typed();
    search(true);
  });
  field.addEventListener('focus', () => engine(root).catch(() => {}), { once: true });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || field.value === '') return;
    event.preventDefault();
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    commit();
    search(false);
    // On a phone the keyboard gives the results room.
    if (matchMedia('(pointer: coarse)').matches) field.blur();
  });
  found.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    field.focus();
  });
  more.addEventListener('click', () => {
    const from = list.childElementCount;
    wanted.size = from + MORE;
    ask({ q: wanted.q, facets: wanted.choice, from, size: MORE });
  });
  again.addEventListener('click', () => {
    field.focus();
    search(false);
  });
  list.addEventListener('click', ({ target }) => {
    const followed = target instanceof Element ? target.closest('a')?.closest('.hit') : undefined;
    note(false, true, followed ? [...list.children].indexOf(followed) : -1);
  });
  addEventListener('popstate', () => {
    read();
    search(false);
  });
  addEventListener('scrollend', () => {
    if (!left) note(false, Boolean(window.history.state?.isSettled), window.history.state?.by);
  });

  arrows(field, list);
  const isReturn = Boolean(window.history.state);
  read();
  // Where the page was left is of use once the results are there again, not before.
  if (left) window.history.scrollRestoration = 'manual';
  if (!isReturn) note(false, location.search !== '');
  search(false);
})();
