// What the search page and the dialog share: asking the engine as the reader types, drawing what it finds, telling how much
// that is, moving through it with the arrows.

/** @typedef {{ text: string, mark: boolean }} SearchRun   words of a passage, those found marked */
/** @typedef {{ value: string, label: string, count: number }} SearchValue */
/** @typedef {{ name: string, label?: string, values: SearchValue[] }} SearchFacet */
/**
 * @typedef {object} SearchHit
 * @property {string} kind
 * @property {string} kindLabel
 * @property {SearchRun[]} title
 * @property {string | null} of         the title of the record that holds this provision
 * @property {SearchRun[]} passage
 * @property {string} href              from the root of the site
 * @property {string | null} lang
 * @property {string | null} status
 * @property {string | null} statusLabel
 * @property {string | null} date
 */
/** @typedef {{ total: number, hits: SearchHit[], facets: SearchFacet[], also: string[] }} SearchAnswer */
/** @typedef {{ q: string, facets?: Record<string, string[]>, from?: number, size?: number }} SearchQuery */
/** @typedef {{ search(query: SearchQuery): Promise<SearchAnswer> }} SearchEngine */
/** @typedef {(query: SearchQuery, isLate?: boolean) => void} SearchAsk */
/**
 * @typedef {object} SearchView
 * @property {(root: string) => Promise<SearchEngine>} engine
 * @property {(root: string, show: (answer: SearchAnswer, query: SearchQuery) => void, wait: () => void, fail: (error: unknown) => void) => SearchAsk & { drop: () => void }} asking
 * @property {(hit: SearchHit, root: string, within: string, heading: string) => HTMLLIElement} hit
 * @property {(words: DOMStringMap, total: number, q: string) => string} told
 * @property {(number: number) => string} number
 * @property {(live: Element, words: string) => void} announce
 * @property {(field: HTMLInputElement, list: Element) => void} arrows
 */

(() => {
  'use strict';

  /** How long a reader may go on typing before the words are searched, in milliseconds. */
  const PAUSE = 25;
  /** How long before something searched for is said to be under way. */
  const PATIENCE = 400;
  /** How long before a number is announced: a screen reader lets the reader finish. */
  const BREATH = 800;

  const scope = /** @type {{ recueilSearch?: { open(root: string): Promise<SearchEngine> }, recueilSearchView?: SearchView }} */ (
    /** @type {unknown} */ (window)
  );
  const language = document.documentElement.lang;
  /** @type {Promise<SearchEngine> | null} */
  let opened = null;
  let breath = 0;

  /**
   * The engine, loaded once; what fails is tried again when it is next asked for.
   *
   * @param {string} root
   */
  function engine(root) {
    opened ??= loaded(`${root}assets/search-engine.js`)
      .then(() => {
        if (!scope.recueilSearch) throw new Error('the search engine is not there');
        return scope.recueilSearch.open(root);
      })
      .catch((error) => {
        opened = null;
        throw error;
      });
    return opened;
  }

  /**
   * @param {string} source
   * @returns {Promise<void>}
   */
  function loaded(source) {
    if (scope.recueilSearch) return Promise.resolve();
    return new Promise((done, failed) => {
      const script = document.createElement('script');
      script.src = source;
      script.addEventListener('load', () => done());
      script.addEventListener('error', () => {
        script.remove();
        failed(new Error(`${source} cannot be loaded`));
      });
      document.head.append(script);
    });
  }

  /**
   * A way to ask, of which only the last question is answered.
   *
   * @type {SearchView['asking']}
   */
  function asking(root, show, wait, fail) {
    let last = 0;
    let pause = 0;
    let patience = 0;
    const drop = () => {
      last += 1;
      clearTimeout(pause);
      clearTimeout(patience);
    };
    /** @type {SearchAsk} */
    const ask = (query, isLate = false) => {
      drop();
      const mine = last;
      const search = async () => {
        try {
          const answer = await (await engine(root)).search(query);
          if (mine === last) show(answer, query);
        } catch (error) {
          if (mine === last) fail(error);
        }
        if (mine === last) clearTimeout(patience);
      };
      patience = window.setTimeout(wait, PATIENCE);
      if (isLate) pause = window.setTimeout(search, PAUSE);
      else search();
    };
    return Object.assign(ask, { drop });
  }

  /**
   * An element with its class and its words.
   *
   * @param {string} name
   * @param {string} className
   * @param {string | (Node | string)[]} words
   */
  function element(name, className, words) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...(typeof words === 'string' ? [words] : words));
    return made;
  }

  /** @param {SearchRun[]} runs */
  function marked(runs) {
    return runs.map(({ text, mark }) => (mark ? element('mark', '', text) : text));
  }

  /**
   * What was found, as an item of a list: its kind, its title as a link, where it stands, the passage.
   *
   * @type {SearchView['hit']}
   */
  function hit(found, root, within, heading) {
    const item = document.createElement('li');
    item.className = 'hit';
    const kind = element('p', 'hit-kind', [element('span', 'kind', found.kindLabel)]);
    if (found.date) kind.append(' ', element('span', 'hit-date', found.date));
    if (found.statusLabel) kind.append(' ', element('span', 'hit-status', found.statusLabel));
    const link = document.createElement('a');
    link.href = root + found.href;
    link.append(...marked(found.title));
    const title = element(heading, 'hit-title', [link]);
    item.append(kind, title);
    if (found.of) item.append(element('p', 'hit-of', `${within} ${found.of}`));
    const passage = element('p', 'hit-passage', marked(found.passage));
    if (found.passage.length > 0) item.append(passage);
    if (found.lang && found.lang !== language) {
      title.lang = found.lang;
      passage.lang = found.lang;
    }
    return item;
  }

  /** @type {SearchView['number']} */
  function number(value) {
    return value.toLocaleString(language || undefined);
  }

  /**
   * « 12 résultats »
   *
   * @type {SearchView['told']}
   */
  function told(words, total, q) {
    if (total === 0) return (words.none ?? '').replace('{q}', () => q);
    return ((total === 1 ? words.countOne : words.count) ?? '').replace('{n}', number(total));
  }

  /** @type {SearchView['announce']} */
  function announce(live, words) {
    clearTimeout(breath);
    breath = window.setTimeout(() => {
      live.textContent = words;
    }, BREATH);
  }

  /**
   * Up and down between a field and the links of what was found.
   *
   * @type {SearchView['arrows']}
   */
  function arrows(field, list) {
    /** @param {Event} event */
    const move = (event) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = /** @type {KeyboardEvent} */ (event);
      if ((key !== 'ArrowDown' && key !== 'ArrowUp') || ctrlKey || metaKey || altKey || shiftKey) return;
      const stops = [field, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.hit a'))];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      const next = stops[at + (key === 'ArrowDown' ? 1 : -1)];
      if (at < 0 || !next) return;
      event.preventDefault();
      next.focus();
      // A result is seen whole, with its passage.
      next.closest('.hit')?.scrollIntoView({ block: 'nearest' });
    };
    field.addEventListener('keydown', move);
    list.addEventListener('keydown', move);
  }

  scope.recueilSearchView = { engine, asking, hit, told, number, announce, arrows };
})();
