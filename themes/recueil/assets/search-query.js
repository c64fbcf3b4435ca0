// What a reader asks, read: words, phrases in quotation marks, words that must not be there, the word still being typed.


/** @typedef {import('./search-words.js').SearchWords} SearchWords */
/** @typedef {{ exact: string, acronym: boolean, stop: boolean, stems: string[] }} Word */
/**
 * @typedef {object} Term
 * @property {Word[]} words
 * @property {boolean} quoted    true for a phrase in quotation marks: its words as they are, in a row
 * @property {boolean} excluded  true for what must not be there
 * @property {boolean} open      true where its last word is still being typed
 */
/**
 * @typedef {object} SearchReading
 * @property {(q: string, stemmers: string[]) => Term[]} read
 * @property {(text: string, stemmers: string[]) => Word[]} wordsOf
 */

(() => {
  'use strict';

  const scope = /** @type {{ recueilWords: SearchWords, recueilQuery?: SearchReading }} */ (/** @type {unknown} */ (window));
  const { recueilWords } = scope;

  const QUOTED = /["“”„«»]([^"“”„«»]*)(["“”„«»]?)/gu;

  /** What stands between the parts of one word: `télé-santé`, `2019-774`. */
  const JOINT = /^[-‐‑.'’·]$/u;

  /**
   * @param {string} q
   * @param {string[]} stemmers
   * @returns {Term[]}
   */
  const read = (q, stemmers) => {
    const text = recueilWords.normal(q);
    /** @type {Term[]} */
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
   * @returns {Term[]}
   */
  const loose = (text, stemmers, open) => {
    const tokens = recueilWords.tokens(text, true);
    /** @type {Term[]} */
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

  scope.recueilQuery = { read, wordsOf };
})();
