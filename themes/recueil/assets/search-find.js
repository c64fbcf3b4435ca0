// Which documents answer a query, and what each is worth: by its words, by words in a row, by what is in doubt and read.

/**
 * @typedef {object} Row
 * @property {boolean} inflected  true where other forms of the words do
 * @property {boolean} open       true where the last word goes on
 * @property {boolean} read       true to read the texts for the words that the index does not have
 * @property {number} level
 */

(() => {
  'use strict';

  const { recueilWords, recueilQuery, recueilForms, recueilSynonyms, recueilPassage } = window;

  /** What an acronym is worth for its words, and they for it. */
  const EXPANDED = 0.7;

  /** BM25's saturation: how much more often has to be said to be worth half as much again. */
  const K1 = 3;

  /** How many documents are read through at once for a phrase that the index does not tell whole. */
  const MOST_READ = 200;

  /**
   * @param {Search.Index} index
   * @param {string} q
   * @returns {Promise<Search.Found>}
   */
  const find = async (index, q) => {
    const total = index.directory.documents;
    const all = recueilQuery.read(q, index.directory.stemmers);
    const wanted = { forms: /** @type {Set<string>} */ (new Set()), phrases: /** @type {string[][]} */ ([]) };
    /** @type {Set<string>} */
    const also = new Set();
    const meant = all.filter((term) => term.words.some((word) => !word.stop));
    // Small words that are typed alone are looked for in titles that have no others, and as beginnings.
    const terms = meant.length > 0 ? meant : all;
    if (all.length === 0) return { ids: Array.from({ length: total }, (_, id) => id), scores: null, wanted, also: [], doubt: certain() };
    const required = terms.filter((term) => !term.excluded);
    const synonyms = await recueilSynonyms.of(index, required);
    const weighed = await Promise.all(
      required.map((term) => {
        const others = synonyms.filter((synonym) => synonym.terms.has(term));
        others.forEach((synonym) => also.add(synonym.shown));
        return weigh(index, term, others, wanted);
      }),
    );
    const excluded = await Promise.all(
      terms.filter((term) => term.excluded).map((term) => weigh(index, term, [], null)),
    );
    const [counts, scores] = [new Uint8Array(total), new Float32Array(total)];
    for (const { weights: weight } of weighed) {
      let count = 0;
      for (let id = 0; id < total; id += 1) if ((weight[id] ?? 0) > 0) count += 1;
      const idf = rarity(count, total);
      for (let id = 0; id < total; id += 1) {
        const own = weight[id] ?? 0;
        if (own <= 0) continue;
        counts[id] = (counts[id] ?? 0) + 1;
        scores[id] = (scores[id] ?? 0) + worth(idf, own);
      }
    }
    for (const { weights } of excluded) weights.forEach((weight, id) => weight > 0 && (counts[id] = 0));
    const doubt = doubted(weighed, excluded);
    let ids = answering(counts);
    // Where few are in doubt, they are read; those that do not answer after all are as good as those with a word less.
    for (let open = unread(ids, doubt); open.length > 0 && open.length <= MOST_READ; open = unread(ids, doubt)) {
      const answers = await Promise.all(open.map(([, read]) => read()));
      for (const [at, [id]] of open.entries()) {
        doubt.unread.delete(id);
        if (!answers[at]) counts[id] = (counts[id] ?? 1) - 1;
      }
      ids = answering(counts);
    }
    if (ids.length > 1 && required.length > 1) await together(index, all.filter((term) => !term.excluded), scores);
    return { ids, scores, wanted, also: [...also], doubt };
  };

  /**
   * BM25: what is in few documents says more of them.
   *
   * @param {number} count  the documents that have it
   * @param {number} total
   */
  const rarity = (count, total) => Math.log(1 + (total - count + 0.5) / (count + 0.5));

  /**
   * @param {number} idf
   * @param {number} own  what it weighs in a document
   */
  const worth = (idf, own) => (idf * own) / (own + K1);

  /**
   * The documents that have most of what was asked.
   *
   * @param {Uint8Array} counts
   */
  const answering = (counts) => {
    const most = counts.reduce((most, count) => Math.max(most, count), 0);
    /** @type {number[]} */
    const ids = [];
    if (most > 0) counts.forEach((count, id) => count === most && ids.push(id));
    return ids;
  };

  /**
   * @param {number[]} ids
   * @param {Search.Doubt} doubt
   */
  const unread = (ids, doubt) => {
    if (doubt.unread.size === 0) return [];
    const asked = new Set(ids);
    return [...doubt.unread].filter(([id]) => asked.has(id));
  };

  /** @returns {Search.Doubt} */
  const certain = () => ({ about: false, unread: new Map() });

  /**
   * What is in doubt of any term. What is left out without having been read stays so.
   *
   * @param {Array<{ doubt: Search.Doubt }>} required
   * @param {Array<{ doubt: Search.Doubt }>} excluded
   */
  const doubted = (required, excluded) => {
    const all = certain();
    all.about = required.some(({ doubt }) => doubt.about) || excluded.some(({ doubt }) => doubt.about || doubt.unread.size > 0);
    for (const { doubt } of required) {
      for (const [id, read] of doubt.unread) {
        const other = all.unread.get(id);
        all.unread.set(id, other ? async () => (await other()) && read() : read);
      }
    }
    return all;
  };

  /**
   * The first documents, the best first; of those that are worth the same, in their order: the newest first.
   *
   * @param {number[]} ids
   * @param {Search.Found} found
   * @param {(id: number) => boolean} isWhole
   * @param {number} most
   */
  const ranked = (ids, { scores }, isWhole, most) => {
    if (!scores) return ids.slice(0, most);
    const worth = (/** @type {number} */ id) => (scores[id] ?? 0) * (isWhole(id) ? 1.15 : 1);
    return ids
      .map((id) => ({ id, worth: worth(id) }))
      .sort((a, b) => b.worth - a.worth || a.id - b.id)
      .slice(0, most)
      .map(({ id }) => id);
  };

  /**
   * What a term weighs in each document.
   *
   * @param {Search.Index} index
   * @param {Search.Term} term
   * @param {Search.Synonym[]} synonyms
   * @param {Search.Wanted | null} wanted
   */
  const weigh = async (index, term, synonyms, wanted) => {
    const doubt = certain();
    const weights = new Float32Array(index.directory.documents);
    const [only] = term.words;
    const single = only && term.words.length === 1;
    if (single) {
      for (const { form, level } of await recueilForms.choice(index, only, term.quoted, term.open, doubt)) {
        wanted?.forms.add(form.exact);
        const { ids, weights: own } = await index.documents(form);
        ids.forEach((id, at) => (weights[id] = (weights[id] ?? 0) + level * (own[at] ?? 0)));
      }
    } else {
      await row(index, term.words, { inflected: !term.quoted, open: term.open, read: term.quoted, level: 1 }, weights, wanted, doubt);
    }
    for (const { words, isAcronym } of synonyms) {
      const [first] = words;
      if (words.length === 1 && first) {
        for (const { form, level } of await recueilForms.choice(index, first, true, false, doubt)) {
          if (isAcronym && level < recueilForms.SMALL_LETTERS) continue;
          wanted?.forms.add(form.exact);
          const { ids, weights: own } = await index.documents(form);
          for (const [at, id] of ids.entries()) {
            weights[id] = Math.max(weights[id] ?? 0, EXPANDED * level * (own[at] ?? 0));
            doubt.unread.delete(id);
          }
        }
      } else {
        await row(index, words, { inflected: true, open: false, read: false, level: EXPANDED }, weights, wanted, doubt);
      }
    }
    return { weights, doubt };
  };

  /**
   * Adds what words in a row weigh in the documents that have them so.
   *
   * @param {Search.Index} index
   * @param {Search.Word[]} words
   * @param {Row} how
   * @param {Float32Array} weights
   * @param {Search.Wanted | null} wanted
   * @param {Search.Doubt} doubt
   */
  const row = async (index, words, how, weights, wanted, doubt) => {
    const places = await inARow(index, words, how.inflected, how.open, doubt);
    const phrase = words.map((word) => recueilWords.folded(word.exact));
    // Between two words of the row a reader may read other small words than those typed, unless they were quoted.
    const loose = words.map((word, at) => (word.stop && !how.read ? '' : phrase[at] ?? ''));
    // A small word that may still become another is not asked for yet.
    const isBegun = how.open && (words.at(-1)?.stop ?? false);
    const asked = isBegun ? phrase.slice(0, -1) : phrase;
    const unsure = how.read && words.slice(0, asked.length).some((word) => word.stop);
    doubt.about ||= how.read && isBegun;
    const best = [...places].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const read = async (/** @type {number} */ id) => {
      const { title, names, heading, body } = await index.text(id);
      return recueilPassage.holds([title, names, heading, body].join('\n'), asked, how.open && !isBegun);
    };
    const sure = await Promise.all(best.map(([id], at) => !unsure || at >= MOST_READ || read(id)));
    for (const [at, [id, weight]] of best.entries()) {
      if (!sure[at]) continue;
      weights[id] = Math.max(weights[id] ?? 0, how.level * weight);
      // What stands in it anyway needs no reading.
      if (!unsure) doubt.unread.delete(id);
      else if (at >= MOST_READ) doubt.unread.set(id, () => read(id));
    }
    if (wanted) wanted.phrases.push(loose);
  };

  /**
   * The documents that have words in a row, and what the words weigh there.
   *
   * @param {Search.Index} index
   * @param {Search.Word[]} words
   * @param {boolean} inflected
   * @param {boolean} open
   * @param {Search.Doubt} doubt
   * @returns {Promise<Map<number, number>>}
   */
  const inARow = async (index, words, inflected, open, doubt) => {
    const all = words.map((word, offset) => ({ word, offset }));
    const some = all.filter(({ word }) => !word.stop);
    const meant = some.length > 0 ? some : all;
    const choices = await Promise.all(
      meant.map(({ word, offset }) => recueilForms.choice(index, word, !inflected, open && offset === words.length - 1, doubt)),
    );
    const counts = new Uint8Array(index.directory.documents);
    for (const [at, forms] of choices.entries()) {
      for (const { form } of forms) {
        for (const id of (await index.documents(form)).ids) if (counts[id] === at) counts[id] = at + 1;
      }
    }
    /** @type {Map<number, number>} */
    const found = new Map();
    if (!counts.includes(meant.length)) return found;
    /** @type {Array<Map<number, { weight: number, starts: Set<number> }>>} where the row would begin, by document */
    const begins = await Promise.all(
      choices.map(async (forms, at) => {
        /** @type {Map<number, { weight: number, starts: Set<number> }>} */
        const by = new Map();
        for (const { form, level } of forms) {
          const [{ ids, weights }, { starts, flat }] = await Promise.all([index.documents(form), index.positions(form)]);
          for (const [nth, id] of ids.entries()) {
            if (counts[id] !== meant.length) continue;
            const known = by.get(id) ?? { weight: 0, starts: new Set() };
            known.weight += level * (weights[nth] ?? 0);
            for (let place = starts[nth] ?? 0; place < (starts[nth + 1] ?? 0); place += 1) {
              known.starts.add((flat[place] ?? 0) - (meant[at]?.offset ?? 0));
            }
            by.set(id, known);
          }
        }
        return by;
      }),
    );
    const [first, ...others] = begins;
    for (const [id, { weight, starts }] of first ?? []) {
      const rest = others.map((by) => by.get(id));
      const isThere = [...starts].some((start) => rest.every((of) => of?.starts.has(start)));
      const sum = rest.reduce((sum, of) => sum + (of?.weight ?? 0), weight);
      if (isThere) found.set(id, sum / meant.length);
    }
    return found;
  };

  /**
   * What has all that was typed in a row, small words between the others too, is worth as if it had one more word, as
   * rare as that row is.
   *
   * @param {Search.Index} index
   * @param {Search.Term[]} terms
   * @param {Float32Array} scores
   */
  const together = async (index, terms, scores) => {
    const words = terms.flatMap((term) => term.words);
    const places = await inARow(index, words, true, terms.at(-1)?.open ?? false, certain());
    const idf = rarity(places.size, scores.length);
    for (const [id, own] of places) scores[id] = (scores[id] ?? 0) + worth(idf, own);
  };

  window.recueilFind = { find, ranked };
})();
