// What the search page and the dialog share: asking the engine as the reader types, drawing what it finds, telling how much
// that is, moving through it with the arrows.

(() => {
  'use strict';

  /** Keys that come faster than this were not typed one by one: the search waits for the last, in milliseconds. */
  const PAUSE = 25;
  /** How long before something searched for is said to be under way. */
  const PATIENCE = 400;
  /** How long before a number is announced: a screen reader lets the reader finish. */
  const BREATH = 800;

  const language = document.documentElement.lang;
  /** @type {Promise<Search.Engine> | null} */
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
        if (!window.recueilSearch) throw new Error('the search engine is not there');
        return window.recueilSearch.open(root);
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
    if (window.recueilSearch) return Promise.resolve();
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
   * @type {Search.View['asking']}
   */
  function asking(root, show, wait, fail) {
    let last = 0;
    let pause = 0;
    let patience = 0;
    let asked = -Infinity;
    const drop = () => {
      last += 1;
      clearTimeout(pause);
      clearTimeout(patience);
    };
    /** @param {Search.Query} query */
    const ask = (query, isTyped = false) => {
      drop();
      const mine = last;
      const search = async () => {
        try {
          const answer = await (await engine(root)).search(query);
          if (mine !== last) return;
          clearTimeout(patience);
          await show(answer, query);
        } catch (error) {
          if (mine !== last) return;
          clearTimeout(patience);
          fail(error);
        }
      };
      patience = window.setTimeout(wait, PATIENCE);
      const isHurried = isTyped && performance.now() - asked < PAUSE;
      asked = performance.now();
      if (isHurried) pause = window.setTimeout(search, PAUSE);
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

  /** @param {Search.Run[]} runs */
  function marked(runs) {
    return runs.map(({ text, mark }) => (mark ? element('mark', '', text) : text));
  }

  /**
   * What was found, as an item of a list: its kind, its title as a link, where it stands, the passage.
   *
   * @type {Search.View['hit']}
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

  /** @type {Search.View['number']} */
  function number(value) {
    return value.toLocaleString(language || undefined);
  }

  /**
   * « 12 résultats », « Environ 300 résultats »
   *
   * @type {Search.View['told']}
   */
  function told(words, { total, about }, q) {
    if (total === 0) return (words.none ?? '').replace('{q}', () => q);
    const one = total === 1 ? words.countOne : words.count;
    return ((about ? words.about : one) ?? '').replace('{n}', number(total));
  }

  /** @type {Search.View['announce']} */
  function announce(live, words) {
    clearTimeout(breath);
    breath = window.setTimeout(() => {
      live.textContent = words;
    }, BREATH);
  }

  /**
   * Up and down between a field and the links of what was found.
   *
   * @type {Search.View['arrows']}
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

  window.recueilSearchView = { engine, asking, hit, told, number, announce, arrows };
})();
