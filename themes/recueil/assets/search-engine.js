// Answers a query: finds the documents, ranks them by BM25F, shows the first ones, and counts the facets for who asks.
//
// `recueilSearch.open(root)` gives `search`; the other parts are loaded with the first query.

(() => {
  'use strict';

  const FACETS = ['kind', 'instrument', 'organisation', 'theme', 'period', 'status'];

  /** How many values of a facet are given, the most frequent first. */
  const MOST_VALUES = 20;

  /** How many documents may turn out not to hold a phrase, which the index does not tell whole, before no more are read. */
  const MOST_DROPPED = 200;

  /** The other parts of the engine, beside this script. */
  const PARTS = ['search-words', 'search-index', 'search-query', 'search-forms', 'search-synonyms', 'search-passage', 'search-find'];

  /**
   * Takes a file of the index.
   *
   * @param {string} name
   * @param {string} stamp
   * @param {unknown} data
   */
  const put = (name, stamp, data) => window.recueilIndex.put(name, stamp, data);

  /**
   * Runs a script of the site.
   *
   * @param {string} src
   * @returns {Promise<void>}
   */
  const run = (src) =>
    new Promise((done, fail) => {
      const script = document.createElement('script');
      script.src = src;
      script.async = false;
      script.onload = () => done();
      script.onerror = () => fail(new Error(`cannot load ${src}`));
      document.head.append(script);
    });

  /** @type {Promise<unknown> | null} */
  let parts = null;

  /**
   * Makes sure that every part is there.
   *
   * @param {string} root
   */
  const ready = (root) => {
    parts ??= Promise.all(PARTS.map((part) => run(`${root}assets/${part}.js`)));
    parts.catch(() => (parts = null));
    return parts;
  };

  /**
   * Opens the index of the site.
   *
   * @param {string} root  what leads from the page to the root of the site: `../`
   */
  const open = async (root) => {
    await ready(root);
    let index = await window.recueilIndex.open(root);
    /**
     * Does it again where the site was published anew since its directory was read.
     *
     * @template T
     * @param {() => Promise<T>} work
     */
    const current = async (work) => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof window.recueilIndex.Stale)) throw error;
        index = await window.recueilIndex.open(root, error.stamp);
        return work();
      }
    };
    return {
      /**
       * @param {Search.Query} query
       * @returns {Promise<Search.Answer>}
       */
      search: (query) =>
        current(async () => {
          const of = index;
          const { facets, ...given } = await answer(of, query);
          // Counted later, maybe of another edition.
          return { ...given, facets: () => current(async () => (index === of ? facets() : (await answer(index, query)).facets())) };
        }),
    };
  };

  /**
   * @param {Search.Index} index
   * @param {Search.Query} query
   * @returns {Promise<Search.Answer>}
   */
  const answer = async (index, { q, facets = {}, from = 0, size = 10 }) => {
    const [found, kinds, choices] = await Promise.all([
      window.recueilFind.find(index, q),
      index.column('kind'),
      Promise.all(FACETS.filter((name) => facets[name]?.length).map((name) => choice(index, name, facets[name] ?? []))),
    ]);
    const passing = choices.length === 0 ? found.ids : found.ids.filter((id) => choices.every((one) => one.allows(id)));
    const { unread, about } = found.doubt;
    const doubtful = passing.filter((id) => unread.has(id)).length;
    const most = doubtful > 0 ? passing.length : from + size;
    const ranked = window.recueilFind.ranked(passing, found, isWhole(index.directory, kinds), most);
    const shown =
      doubtful > 0 ? await read(ranked, unread, from + size) : { ids: ranked, total: passing.length };
    return {
      total: shown.total,
      about: about || doubtful > 0,
      hits: await Promise.all(shown.ids.slice(from, from + size).map((id) => hit(index, id, found.wanted))),
      facets: () => counted(index, found.ids, choices),
      also: found.also,
    };
  };

  /**
   * The first documents that answer, what is in doubt of them read: what is shown is right, though the count may not be.
   * Where many do not answer after all, it gives up, with those that it has.
   *
   * @param {number[]} ranked
   * @param {Search.Doubt['unread']} unread
   * @param {number} most
   */
  const read = async (ranked, unread, most) => {
    /** @type {number[]} */
    const ids = [];
    let dropped = 0;
    for (let at = 0; ids.length < most && at < ranked.length && dropped < MOST_DROPPED; at += most) {
      const next = ranked.slice(at, at + most);
      const answers = await Promise.all(next.map((id) => unread.get(id)?.() ?? true));
      ids.push(...next.filter((_, nth) => answers[nth]));
      dropped += answers.filter((answer) => !answer).length;
    }
    return { ids, total: dropped < MOST_DROPPED ? ranked.length - dropped : ids.length };
  };

  /**
   * Whether a document is a record and not a place in one.
   *
   * @param {{ kinds: Record<string, string> }} directory
   * @param {Search.Column | undefined} kinds
   * @returns {(id: number) => boolean}
   */
  const isWhole = (directory, kinds) => {
    const names = Object.keys(directory.kinds);
    const wholes = kinds?.sets.map(([value = 0]) => {
      const name = kinds.values.get(value)?.[0] ?? '';
      return names.includes(name) && name !== 'measure' && name !== 'provision';
    });
    return (id) => wholes?.[kinds?.of[id] ?? 0] ?? false;
  };

  /**
   * What the reader chose of a facet.
   *
   * @param {Search.Index} index
   * @param {string} name
   * @param {string[]} values
   */
  const choice = async (index, name, values) => {
    const [{ of, sets }, numbers] = await Promise.all([index.column(name), index.numbers(name, values)]);
    const allowed = sets.map((set) => set.some((value) => numbers.includes(value)));
    return { name, numbers, allows: (/** @type {number} */ id) => allowed[of[id] ?? 0] ?? false };
  };

  /**
   * The facets: with each value how many of the documents that were found would be left by it. What is chosen of a facet
   * leaves its own numbers alone, for one may choose more of it.
   *
   * @param {Search.Index} index
   * @param {number[]} ids
   * @param {Awaited<ReturnType<typeof choice>>[]} choices
   */
  const counted = async (index, ids, choices) => {
    const columns = await Promise.all(FACETS.map((name) => index.column(name)));
    const counts = columns.map((column) => new Uint32Array(column.sets.length));
    for (const id of ids) {
      const against = choices.filter(({ allows }) => !allows(id));
      if (against.length > 1) continue;
      for (const [at, { of }] of columns.entries()) {
        const [count, set] = [counts[at], of[id] ?? 0];
        if (count && against.every(({ name }) => name === FACETS[at])) count[set] = (count[set] ?? 0) + 1;
      }
    }
    const chosen = (/** @type {string} */ name) => choices.find((one) => one.name === name)?.numbers ?? [];
    return Promise.all(FACETS.map((name, at) => counting(index, name, columns[at], counts[at], chosen(name))));
  };

  /**
   * The values of a facet with how many documents have each, the most frequent first; years from the newest.
   *
   * @param {Search.Index} index
   * @param {string} name
   * @param {Search.Column | undefined} column
   * @param {Uint32Array | undefined} counts
   * @param {number[]} chosen  the numbers of the values that were
   * @returns {Promise<Search.Facet>}
   */
  const counting = async (index, name, column, counts, chosen) => {
    /** @type {Map<number, number>} */
    const sums = new Map();
    for (const [set, values] of (column?.sets ?? []).entries()) {
      const count = counts?.[set] ?? 0;
      if (count > 0) for (const value of values) sums.set(value, (sums.get(value) ?? 0) + count);
    }
    const frequent = [...sums].sort(([a, few], [b, many]) => many - few || a - b).slice(0, MOST_VALUES);
    // What is chosen is shown even where nothing has it.
    const others = chosen.filter((number) => frequent.every(([of]) => of !== number));
    const shown = [...frequent, ...others.map((number) => /** @type {[number, number]} */ ([number, sums.get(number) ?? 0]))];
    const known = await index.values(name, shown.map(([number]) => number));
    const values = shown.map(([, count], at) => {
      const [value, label] = known[at] ?? ['', ''];
      return { value, label, count };
    });
    if (name === 'period') values.sort((a, b) => Number(b.value) - Number(a.value));
    return { name, values, total: sums.size };
  };

  /**
   * A document as it is shown.
   *
   * @param {Search.Index} index
   * @param {number} id
   * @param {Search.Wanted} wanted
   * @returns {Promise<Search.Hit>}
   */
  const hit = async (index, id, wanted) => {
    const text = await index.text(id);
    return {
      kind: text.kind,
      kindLabel: index.directory.kinds[text.kind] ?? text.kind,
      title: window.recueilPassage.line(text.title, wanted),
      of: text.whole ? null : text.of,
      passage: window.recueilPassage.passage(text, wanted),
      href: text.href,
      lang: text.lang,
      status: text.status,
      statusLabel: text.status === null ? null : (index.directory.states[text.status] ?? text.status),
      date: text.date,
    };
  };

  window.recueilSearch = { open, put };
})();
