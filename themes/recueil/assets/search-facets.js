// The facets of the search page: a group of boxes for each, with how many results each box would leave, and those that the
// reader chose, each removable.

(() => {
  'use strict';

  /** In the order in which they stand on the page; these names are those of the address. */
  const NAMES = ['kind', 'instrument', 'organisation', 'theme', 'period', 'status'];
  /** How many values of a facet are shown before the reader asks for all. */
  const SHOWN = 10;

  const { recueilSearchView: view } = window;
  if (!view) return;
  const { number } = view;
  const details = /** @type {HTMLDetailsElement} */ (document.querySelector('details.search-facets'));
  const chips = /** @type {HTMLElement} */ (document.querySelector('.search-chosen'));
  const words = details.dataset;
  const remove = chips.dataset.remove ?? '';
  const groups = document.createElement('div');
  groups.className = 'facets';
  details.append(groups);

  const isWide = matchMedia('(min-width: 62rem)');
  const fit = () => {
    details.open = isWide.matches;
  };
  isWide.addEventListener('change', fit);
  fit();

  /**
   * What draws the facets of an answer; `choose` is told what the reader chooses.
   *
   * @type {Search.Facets['drawing']}
   */
  function drawing(choose) {
    /** The facets of which all values are shown. @type {Set<string>} */
    const unfolded = new Set();
    /** How values are called, even those that the last answer does not have. @type {Map<string, string>} */
    const labels = new Map();
    /** @type {Search.Tally} */
    let drawn = { facets: [], about: false };
    /** @type {Search.Choice} */
    let chosen = {};

    /**
     * @param {string} name
     * @param {string} value
     * @param {boolean} isChosen
     */
    const change = (name, value, isChosen) => {
      const others = (chosen[name] ?? []).filter((other) => other !== value);
      // The next box may be ticked before what this one leaves is counted.
      chosen = { ...chosen, [name]: isChosen ? [...others, value] : others };
      choose(chosen);
    };

    /** @param {Search.Facet} facet */
    const group = (facet) => {
      const { name } = facet;
      const mine = chosen[name] ?? [];
      const gone = mine.filter((value) => facet.values.every((other) => other.value !== value));
      const absent = gone.map((value) => ({ value, label: labels.get(`${name} ${value}`) ?? value, count: 0 }));
      const all = [...facet.values, ...absent].sort((a, b) => b.count - a.count);
      const isLong = all.length > SHOWN;
      const shown = unfolded.has(name) ? all : all.filter(({ value }, at) => at < SHOWN || mine.includes(value));
      if (name === 'period') shown.sort((a, b) => (a.value < b.value ? 1 : -1));
      const set = document.createElement('fieldset');
      const legend = document.createElement('legend');
      legend.textContent = title(facet);
      set.append(legend, ...shown.map((value) => box(name, value, mine.includes(value.value))));
      if (isLong) set.append(fold(name, all.length, facet.total));
      return set;
    };

    /**
     * @param {string} name
     * @param {Search.Counted} value
     * @param {boolean} isChosen
     */
    const box = (name, { value, label, count }, isChosen) => {
      const line = document.createElement('label');
      const input = document.createElement('input');
      input.type = 'checkbox';
      input.checked = isChosen;
      input.dataset.focus = `${name} ${value}`;
      input.addEventListener('change', () => change(name, value, input.checked));
      const [text, tally] = [document.createElement('span'), document.createElement('span')];
      text.textContent = label;
      tally.className = 'count';
      tally.textContent = (drawn.about ? '≈\u00a0' : '') + number(count);
      line.append(input, text, ' ', tally);
      return line;
    };

    /**
     * @param {string} name
     * @param {number} length  how many values there are to show
     * @param {number} total   how many there are
     */
    const fold = (name, length, total) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.focus = name;
      button.setAttribute('aria-expanded', String(unfolded.has(name)));
      const more = (total > length ? words.most : words.all) ?? '';
      button.textContent = unfolded.has(name) ? (words.fewer ?? '') : more.replace('{n}', number(length));
      button.addEventListener('click', () => {
        if (!unfolded.delete(name)) unfolded.add(name);
        draw(drawn, chosen);
      });
      return button;
    };

    /** @param {Search.Facet} facet */
    const title = (facet) => words[facet.name] ?? facet.label ?? facet.name;

    /**
     * @param {Search.Facet} facet
     * @param {string} value
     */
    const chip = (facet, value) => {
      const { name } = facet;
      const label = labels.get(`${name} ${value}`) ?? value;
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      button.setAttribute('aria-label', remove.replace('{facet}', () => title(facet)).replace('{value}', () => label));
      button.addEventListener('click', () => {
        const beside = button.parentElement?.nextElementSibling ?? button.parentElement?.previousElementSibling;
        const next = beside?.querySelector('button')?.dataset.focus;
        change(name, value, false);
        focusOn(next);
      });
      button.dataset.focus = `chip ${name} ${value}`;
      const item = document.createElement('li');
      item.append(button);
      return item;
    };

    /**
     * Gives focus to what stands where something stood that had it; else to the field.
     *
     * @param {string | undefined} focus
     */
    const focusOn = (focus) => {
      const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.search-found [data-focus]'));
      const next = [...all].find((one) => one.dataset.focus === focus);
      (next ?? /** @type {HTMLElement | null} */ (document.querySelector('main .search-form input')))?.focus();
    };

    /**
     * @param {Search.Tally} answer
     * @param {Search.Choice} choice
     */
    const draw = (answer, choice) => {
      const { facets } = answer;
      const active = document.activeElement;
      const focus = active instanceof HTMLElement ? active.dataset.focus : undefined;
      [drawn, chosen] = [answer, choice];
      for (const { name, values } of facets) for (const { value, label } of values) labels.set(`${name} ${value}`, label);
      const known = NAMES.map((name) => facets.find((facet) => facet.name === name) ?? { name, values: [], total: 0 });
      const shown = known.filter(({ name, values }) => values.length > 0 || (choice[name] ?? []).length > 0);
      groups.replaceChildren(...shown.map(group));
      details.hidden = shown.length === 0;
      chips.replaceChildren(...shown.flatMap((facet) => (choice[facet.name] ?? []).map((value) => chip(facet, value))));
      chips.hidden = chips.childElementCount === 0;
      if (focus !== undefined) focusOn(focus);
    };
    return draw;
  }

  window.recueilSearchFacets = { names: NAMES, drawing };
})();
