// Reads the search index, a little at a time: src/emit/search/mod.rs says how it is written.

(() => {
  'use strict';

  const SIGNS = "!#%'()*+-./0123456789:=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}";
  const HALF = SIGNS.length / 2;
  const VALUES = new Uint8Array(128);
  for (const [value, sign] of [...SIGNS].entries()) VALUES[sign.charCodeAt(0)] = value;

  /** What a step of the scale of weights stands for. */
  const SCALE = Float32Array.from({ length: SIGNS.length }, (_, step) => 2 ** (step / 8) / 64);

  /**
   * Numbers one after the other out of a text.
   *
   * @param {string} text
   */
  const reader = (text) => {
    let at = 0;
    return {
      more: () => at < text.length,
      sign: () => VALUES[text.charCodeAt(at++)] ?? 0,
      number: () => {
        let [number, place] = [0, 1];
        for (;;) {
          const value = VALUES[text.charCodeAt(at++)] ?? 0;
          if (value < HALF) return number + value * place;
          number += (value - HALF) * place;
          place *= HALF;
        }
      },
    };
  };

  /** Raised where a file is of another edition than the directory. */
  class Stale extends Error {
    /** @param {string} stamp  of the newer edition */
    constructor(stamp) {
      super('the search index has changed');
      this.stamp = stamp;
    }
  }

  /** @type {Map<string, { stamp: string, data: unknown }>} what scripts have brought and nobody has taken yet */
  const arrived = new Map();

  /**
   * Takes a file of the index: each is one call of this.
   *
   * @param {string} name
   * @param {string} stamp
   * @param {unknown} data
   */
  const put = (name, stamp, data) => void arrived.set(name, { stamp, data });

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
      script.onload = () => {
        script.remove();
        done();
      };
      script.onerror = () => {
        script.remove();
        fail(new Error(`cannot load ${src}`));
      };
      document.head.append(script);
    });

  /**
   * Opens the index of a site.
   *
   * @param {string} root     what leads from the page to the root of the site
   * @param {string} [stamp]  of the edition that is wanted, where one is known
   */
  const open = async (root, stamp) => {
    let edition = stamp;
    /** @type {Map<string, Promise<unknown>>} */
    const files = new Map();

    /**
     * The data of a file; one that could not be loaded is asked for again the next time.
     *
     * @template T
     * @param {string} name
     * @returns {Promise<T>}
     */
    const load = (name) => {
      const known = files.get(name);
      if (known) return /** @type {Promise<T>} */ (known);
      const coming = run(`${root}search/index/${name}.js${edition ? `?${edition}` : ''}`).then(() => {
        const brought = arrived.get(name);
        arrived.delete(name);
        if (!brought) throw new Error(`search/index/${name}.js brought nothing`);
        if (edition && brought.stamp !== edition) throw new Stale(brought.stamp);
        edition = brought.stamp;
        return brought.data;
      });
      files.set(name, coming);
      coming.catch(() => files.delete(name));
      return /** @type {Promise<T>} */ (coming);
    };

    /** @type {Search.Directory} */
    const directory = await load('directory');
    /** @type {number[]} the first document of each file of texts */
    const firsts = [];
    let total = 0;
    for (const counts = reader(directory.texts); counts.more(); total += counts.number()) firsts.push(total);

    /** @type {Map<number, Promise<{ keys: string[], entry: (key: string) => Search.Entry | undefined }>>} */
    const stretches = new Map();

    /**
     * A file of words.
     *
     * @param {number} number
     */
    const stretch = (number) => {
      const known = stretches.get(number);
      if (known) return known;
      /** @type {Promise<{ entries: string, expansions: Record<string, Array<[string, string]>> }>} */
      const coming = load(`words-${number}`);
      const made = coming.then(({ entries, expansions }) => {
        const texts = new Map(entries.split(' ').map((entry) => [entry.slice(0, entry.indexOf(';')), entry]));
        /** @type {Map<string, Search.Entry>} */
        const parsed = new Map();
        /** @param {string} key */
        const entry = (key) => {
          const text = texts.get(key);
          if (text === undefined) return undefined;
          const made = parsed.get(key) ?? { forms: formsOf(text), expansions: expansions[key] ?? [] };
          parsed.set(key, made);
          return made;
        };
        return { keys: [...texts.keys()], entry };
      });
      stretches.set(number, made);
      made.catch(() => stretches.delete(number));
      return made;
    };

    /**
     * The number of the file that a stem would be in.
     *
     * @param {string} key
     */
    const stretchOf = (key) => Math.max(0, lastAtMost(directory.words, key));

    /**
     * The entry of a stem.
     *
     * @param {string} key
     */
    const entry = async (key) =>
      directory.words.length === 0 ? undefined : (await stretch(stretchOf(key))).entry(key);

    /**
     * The entries whose stems begin with some letters, from at most so many files.
     *
     * @type {Search.Index['entriesFrom']}
     */
    const entriesFrom = async (beginning, most) => {
      if (directory.words.length === 0) return { entries: [], isAll: true };
      const [first, end] = [stretchOf(beginning), stretchOf(`${beginning}\uffff`)];
      const last = Math.min(end, first + most - 1);
      const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      const found = await Promise.all(numbers.map(stretch));
      const entries = found.flatMap(({ keys, entry }) =>
        keys.filter((key) => key.startsWith(beginning)).flatMap((key) => entry(key) ?? []),
      );
      return { entries, isAll: last === end };
    };

    /**
     * A list, fetched where it lies elsewhere.
     *
     * @param {string} list
     */
    const whole = async (list) => {
      if (!list.startsWith('~')) return list;
      const pieces = list.slice(1).split('~').map(async (reference) => {
        const numbers = reader(reference);
        const [file, place] = [numbers.number(), numbers.number()];
        /** @type {string[]} */
        const lists = await load(`lists-${file}`);
        return lists[place] ?? '';
      });
      return (await Promise.all(pieces)).join('');
    };

    /** @type {WeakMap<Search.Form, Promise<Search.Documents>>} */
    const documentsOf = new WeakMap();

    /**
     * The documents of a form, in their order, and what it weighs in each.
     *
     * @param {Search.Form} form
     */
    const documents = (form) => {
      const known = documentsOf.get(form);
      if (known) return known;
      const made = whole(form.documents).then((list) => {
        const numbers = reader(list);
        const [ids, weights] = [new Uint32Array(form.count), new Float32Array(form.count)];
        for (let [at, id] = [0, 0]; at < form.count; at += 1) {
          id += numbers.number();
          ids[at] = id;
          weights[at] = SCALE[numbers.sign()] ?? 0;
        }
        return { ids, weights };
      });
      documentsOf.set(form, made);
      made.catch(() => documentsOf.delete(form));
      return made;
    };

    /** @type {WeakMap<Search.Form, Promise<Search.Positions>>} */
    const positionsOf = new WeakMap();

    /**
     * Where a form stands in its documents.
     *
     * @param {Search.Form} form
     */
    const positions = (form) => {
      const known = positionsOf.get(form);
      if (known) return known;
      const made = whole(form.positions).then((list) => {
        const numbers = reader(list);
        const starts = new Uint32Array(form.count + 1);
        /** @type {number[]} */
        const flat = [];
        for (let at = 0; at < form.count; at += 1) {
          const times = numbers.number();
          for (let [time, position] = [0, 0]; time < times; time += 1) {
            position += numbers.number();
            flat.push(position);
          }
          starts[at + 1] = flat.length;
        }
        return { starts, flat: Uint32Array.from(flat) };
      });
      positionsOf.set(form, made);
      made.catch(() => positionsOf.delete(form));
      return made;
    };

    /**
     * What is shown of a document.
     *
     * @param {number} id
     * @returns {Promise<Search.Text>}
     */
    const text = async (id) => {
      const number = lastAtMost(firsts, id);
      /** @type {[Array<[number, [string, string | null, string | null]]>, Array<[number, string, string, string, string, string, string, string | null]>]} */
      const [records, texts] = await load(`texts-${number}`);
      const place = id - (firsts[number] ?? 0);
      let end = 0;
      const shared = records.find(([count]) => (end += count) > place)?.[1] ?? ['', null, null];
      const [isWhole, kind, title, names, heading, body, href, status] = texts[place] ?? [0, '', '', '', '', '', '', null];
      return { whole: isWhole === 1, kind, title, names, heading, body, href, status, of: shared[0], lang: shared[1], date: shared[2] };
    };

    /** @type {Map<string, Promise<Search.Column>>} */
    const columns = new Map();

    /**
     * The column of a facet.
     *
     * @param {string} name
     */
    const column = (name) => {
      const known = columns.get(name);
      if (known) return known;
      /** @type {Promise<{ values: Search.Value[], files: number[], sets: string, runs: string }>} */
      const coming = load(`facet-${name}`);
      const made = coming.then(({ values, files, sets, runs }) => {
        const of = new Uint32Array(directory.documents);
        let from = 0;
        for (const numbers = reader(runs); numbers.more(); ) {
          const set = numbers.number();
          const end = from + numbers.number();
          of.fill(set, from, end);
          from = end;
        }
        /** @type {number[][]} */
        const listed = [];
        for (const numbers = reader(sets); numbers.more(); ) {
          listed.push(Array.from({ length: numbers.number() }, () => numbers.number()));
        }
        /** @type {Search.Column['values']} */
        const loaded = new Map(values.entries());
        let end = values.length;
        const starts = files.map((count) => (end += count) - count);
        return { of, sets: listed, values: loaded, starts };
      });
      columns.set(name, made);
      made.catch(() => columns.delete(name));
      return made;
    };

    /**
     * Loads a file of a column's values.
     *
     * @param {string} name
     * @param {Search.Column} of
     * @param {number} file
     */
    const more = async (name, of, file) => {
      /** @type {Search.Value[]} */
      const values = await load(`facet-${name}-${file + 1}`);
      for (const [at, value] of values.entries()) of.values.set((of.starts[file] ?? 0) + at, value);
    };

    /** @type {Search.Index['values']} */
    const values = async (name, numbers) => {
      const of = await column(name);
      const missing = numbers.filter((number) => !of.values.has(number));
      const files = new Set(missing.map((number) => of.starts.findLastIndex((start) => start <= number)));
      await Promise.all([...files].filter((file) => file >= 0).map((file) => more(name, of, file)));
      return numbers.map((number) => of.values.get(number));
    };

    /** @type {Search.Index['numbers']} */
    const numbers = async (name, wanted) => {
      const of = await column(name);
      const find = () => [...of.values].filter(([, [value]]) => wanted.includes(value)).map(([number]) => number);
      // The frequent ones come first, and are asked for most.
      for (let file = 0; file < of.starts.length && find().length < wanted.length; file += 1) {
        if (!of.values.has(of.starts[file] ?? 0)) await more(name, of, file);
      }
      return find();
    };

    return { directory, entry, entriesFrom, documents, positions, text, column, values, numbers };
  };

  /**
   * The forms of an entry.
   *
   * @param {string} text
   * @returns {Search.Form[]}
   */
  const formsOf = (text) => {
    const end = text.indexOf(';');
    return text
      .slice(end + 1)
      .split('|')
      .map((form) => {
        const [exact = '', count = '', documents = '', positions = ''] = form.split(',');
        return { exact: exact === '' ? text.slice(0, end) : exact, count: reader(count).number(), documents, positions };
      });
  };

  /**
   * The place of the last element that is not greater; -1 where all are.
   *
   * @template {string | number} T
   * @param {T[]} sorted
   * @param {T} value
   */
  const lastAtMost = (sorted, value) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {T} */ (sorted[middle]) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  window.recueilIndex = { open, put, Stale };
})();
