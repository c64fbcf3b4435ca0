// What a query may say otherwise: an acronym for what it stands for, and the other way round, as the glossary has it.

(() => {
  'use strict';

  const { recueilWords, recueilQuery } = window;

  /**
   * What the glossary says the words of a query stand for, and which acronyms stand for them.
   *
   * @param {Search.Index} index
   * @param {Search.Term[]} terms
   * @returns {Promise<Search.Synonym[]>}
   */
  const of = async (index, terms) => {
    const { stemmers } = index.directory;
    const places = terms.flatMap((term) => term.words.map((word) => ({ term, word })));
    const entries = await Promise.all(
      places.map(async ({ word }) => (await Promise.all(word.stems.map(index.entry))).flatMap((entry) => entry ?? [])),
    );
    /** @type {Map<string, Search.Synonym>} */
    const found = new Map();
    const meant = places.filter(({ word }) => !word.stop);
    for (const [at, { term, word }] of places.entries()) {
      for (const [head, expansion] of entries[at]?.flatMap((entry) => entry.expansions) ?? []) {
        const [acronym] = recueilQuery.wordsOf(head, stemmers);
        const long = recueilQuery.wordsOf(expansion, stemmers);
        if (!acronym || long.length === 0) continue;
        if (recueilWords.folded(acronym.exact) === recueilWords.folded(word.exact)) {
          // A word of its own is not taken for an acronym, unless it is typed as one.
          const isWord = entries[at]?.some((entry) => entry.forms.some((form) => form.exact === word.exact && form.count > 1));
          if (!word.acronym && (isWord || word.stop)) continue;
          const words = term.quoted || term.words.length > 1 ? replaced(term.words, at - places.findIndex((of) => of.term === term), 1, long) : long;
          found.set(`${at} ${expansion}`, { terms: new Set([term]), words, isAcronym: false, shown: expansion });
          continue;
        }
        const looked = long.filter((of) => !of.stop);
        const starts = [...meant.keys()].filter((from) =>
          looked.every((of, offset) => {
            const place = meant[from + offset];
            return place !== undefined && place.word.stems.some((stem) => of.stems.includes(stem));
          }),
        );
        for (const from of starts) {
          const within = meant.slice(from, from + looked.length);
          const [first] = within;
          if (!first) continue;
          const of = new Set(within.map(({ term }) => term));
          if (of.size > 1 && [...of].some((term) => term.words.length > 1)) continue;
          const shown = acronym.exact;
          if (of.size === 1 && first.term.words.length > 1) {
            const start = first.term.words.indexOf(first.word);
            const end = first.term.words.indexOf(within.at(-1)?.word ?? first.word);
            const words = replaced(first.term.words, start, end - start + 1, [acronym]);
            found.set(`${from} ${head}`, { terms: of, words, isAcronym: words.length === 1, shown });
          } else {
            found.set(`${from} ${head}`, { terms: of, words: [acronym], isAcronym: true, shown });
          }
        }
      }
    }
    return [...found.values()];
  };

  /**
   * Words with some of them replaced.
   *
   * @param {Search.Word[]} words
   * @param {number} start
   * @param {number} count
   * @param {Search.Word[]} instead
   */
  const replaced = (words, start, count, instead) => [
    ...words.slice(0, start),
    ...instead,
    ...words.slice(start + count),
  ];

  window.recueilSynonyms = { of };
})();
