// What a reader asks, read: words, phrases in quotation marks, words that must not be there, the word still being typed.

(() => {
  'use strict';

  const { recueilWords } = window;

  const QUOTED = /["“”„«»]([^"“”„«»]*)(["“”„«»]?)/gu;

  /** What stands between the parts of one word: `télé-santé`, `2019-774`. */
  const JOINT = /^[-‐‑.'’·]$/u;

  /**
   * @param {string} q
   * @param {string[]} stemmers
   * @returns {Search.Term[]}
   */
  const read = (q, stemmers) => {
    const text = recueilWords.normal(q);
    /** @type {Search.Term[]} */
    const terms = [];
    let from = 0;
    for (const found of text.matchAll(QUOTED)) {
      const excluded = /(^|\s)[-−]$/u.test(text.slice(from, found.index));
      terms.push(...loose(text.slice(from, found.index), stemmers, false));
      const words = wordsOf(found[1] ?? '', stemmers);
      if (words.length > 0) terms.push({ words, quoted: true, excluded, open: found[2] === '' && isOpen(text) });
      from = found.index + found[0].length;
    }
    terms.push(...loose(text.slice(from), stemmers, isOpen(text)));
    return terms;
  };

  /**
   * True where the last word may go on.
   *
   * @param {string} text
   */
  const isOpen = (text) => /[\p{Alphabetic}\p{N}]$/u.test(text);

  /**
   * @param {string} text
   * @param {string[]} stemmers
   */
  const wordsOf = (text, stemmers) =>
    recueilWords.tokens(text, true).map((token) => word(token, stemmers));

  /**
   * @param {{ exact: string, acronym: boolean }} token
   * @param {string[]} stemmers
   */
  const word = ({ exact, acronym }, stemmers) => {
    const folded = recueilWords.folded(exact);
    const stems = [...new Set(stemmers.map((language) => recueilWords.stem(folded, language)))];
    return { exact, acronym, stop: recueilWords.isStop({ exact, acronym }), stems };
  };

  /**
   * The words outside of quotation marks, each a term; what is joined by a hyphen is one term.
   *
   * @param {string} text
   * @param {string[]} stemmers
   * @param {boolean} open
   * @returns {Search.Term[]}
   */
  const loose = (text, stemmers, open) => {
    const tokens = recueilWords.tokens(text, true);
    /** @type {Search.Term[]} */
    const terms = [];
    for (const [at, token] of tokens.entries()) {
      const before = tokens[at - 1];
      const last = terms.at(-1);
      const made = word(token, stemmers);
      if (before && last && JOINT.test(text.slice(before.end, token.start))) {
        last.words.push(made);
        continue;
      }
      const excluded = /(^|\s)[-−]$/u.test(text.slice(0, token.start));
      terms.push({ words: [made], quoted: false, excluded, open: false });
    }
    const last = terms.at(-1);
    if (last && open) last.open = true;
    return terms;
  };

  window.recueilQuery = { read, wordsOf };
})();
