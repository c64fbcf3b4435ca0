// What is shown of a document that was found: its title and the passage that says most of what was asked, words marked.

(() => {
  'use strict';

  const { recueilWords } = window;

  /** How long a passage is, and how far before the first word found it may begin. */
  const LONGEST = 240;
  const BEFORE = 60;

  /**
   * Which tokens are found.
   *
   * @param {Search.Token[]} tokens
   * @param {Search.Wanted} wanted
   * @returns {boolean[]}
   */
  const marked = (tokens, { forms, phrases }) => {
    const marks = tokens.map((token) => forms.has(token.exact));
    if (phrases.length === 0) return marks;
    const folded = tokens.map((token) => recueilWords.folded(token.exact));
    for (const phrase of phrases) {
      for (const start of folded.keys()) {
        if (stands(phrase, tokens, folded, start)) marks.fill(true, start, start + phrase.length);
      }
    }
    return marks;
  };

  /**
   * True where a phrase stands at that token.
   *
   * @param {string[]} phrase
   * @param {Search.Token[]} tokens
   * @param {string[]} folded
   * @param {number} start
   * @param {boolean} [open]  true where its last word may go on
   */
  const stands = (phrase, tokens, folded, start, open = false) =>
    phrase.every((word, at) => {
      const token = tokens[start + at];
      const first = tokens[start];
      if (!token || !first || token.position - first.position !== at) return false;
      if (word === '') return recueilWords.isStop(token);
      return open && at === phrase.length - 1 ? folded[start + at]?.startsWith(word) : folded[start + at] === word;
    });

  /**
   * True where a phrase stands in the text.
   *
   * @type {Search.Passages['holds']}
   */
  const holds = (text, phrase, open) => {
    const tokens = recueilWords.tokens(text);
    const folded = tokens.map((token) => recueilWords.folded(token.exact));
    return folded.some((_, start) => stands(phrase, tokens, folded, start, open));
  };

  /**
   * A stretch of a text as runs; what is cut off is told by an ellipsis.
   *
   * @param {string} text
   * @param {Search.Token[]} tokens
   * @param {boolean[]} marks
   * @param {number} from
   * @param {number} to
   * @returns {Search.Run[]}
   */
  const runs = (text, tokens, marks, from, to) => {
    /** @type {Search.Run[]} */
    const made = [];
    /** @param {string} words @param {boolean} mark */
    const add = (words, mark) => {
      if (words === '') return;
      const last = made.at(-1);
      if (last && last.mark === mark) last.text += words;
      else made.push({ text: words, mark });
    };
    // What no sign ends, such as a row of a table or a title, is parted from what follows.
    const plain = (/** @type {number} */ start, /** @type {number} */ end) =>
      text.slice(start, end).replace(/\n/g, (_, at) => (/[.!?…:;,]/.test(text[start + at - 1] ?? '') ? ' ' : ' · '));
    if (from > 0) add('… ', false);
    let at = from;
    for (const [number, token] of tokens.entries()) {
      if (!marks[number] || token.start < at || token.end > to) continue;
      // What stands between two words found belongs to them where it is only a space or an apostrophe.
      const between = plain(at, token.start);
      add(between, made.at(-1)?.mark === true && at > from && marks[number - 1] === true && /^[\s'’]+$/.test(between));
      add(plain(token.start, token.end), true);
      at = token.end;
    }
    add(plain(at, to), false);
    if (to < text.length) add(' …', false);
    return made;
  };

  /**
   * A short text whole, with its words marked.
   *
   * @param {string} text
   * @param {Search.Wanted} wanted
   * @returns {Search.Run[]}
   */
  const line = (text, wanted) => {
    const tokens = recueilWords.tokens(text);
    return runs(text, tokens, marked(tokens, wanted), 0, text.length);
  };

  /**
   * The passage of a document that holds most of what was asked; its beginning where none of it stands there.
   *
   * @param {{ body: string, names: string }} document
   * @param {Search.Wanted} wanted
   * @returns {Search.Run[]}
   */
  const passage = (document, wanted) => {
    for (const text of [document.body, document.names]) {
      const tokens = recueilWords.tokens(text);
      const marks = marked(tokens, wanted);
      const places = [...tokens.keys()].filter((at) => marks[at]);
      if (places.length > 0) return runs(text, tokens, marks, ...bounds(text, tokens, places));
    }
    const text = document.body || document.names;
    return runs(text, [], [], 0, cutBefore(text, LONGEST));
  };

  /**
   * Where the best passage begins and ends.
   *
   * @param {string} text
   * @param {Search.Token[]} tokens
   * @param {number[]} places  the numbers of the tokens found
   * @returns {[number, number]}
   */
  const bounds = (text, tokens, places) => {
    let [best, most] = [0, -1];
    for (const [at, place] of places.entries()) {
      const start = tokens[place]?.start ?? 0;
      const within = places.slice(at).filter((other) => (tokens[other]?.end ?? 0) <= start + LONGEST - BEFORE);
      const different = new Set(within.map((other) => recueilWords.folded(tokens[other]?.exact ?? ''))).size;
      const worth = different * 10 + Math.min(within.length, 9);
      if (worth > most) [best, most] = [start, worth];
    }
    const from = beginning(text, best);
    return [from, cutBefore(text, from + LONGEST)];
  };

  /**
   * Where to begin so that a word is seen with what comes before it: at its line or sentence, else some words before.
   *
   * @param {string} text
   * @param {number} at
   */
  const beginning = (text, at) => {
    const before = text.slice(Math.max(0, at - 2 * BEFORE), at);
    const offset = at - before.length;
    if (offset === 0) return 0;
    const line = before.lastIndexOf('\n');
    if (line >= 0) return offset + line + 1;
    const sentence = /^[^]*[.!?…]\s+(?=\S)/.exec(before);
    if (sentence) return offset + sentence[0].length;
    const space = text.indexOf(' ', at - BEFORE);
    return space >= 0 && space < at ? space + 1 : at;
  };

  /**
   * Where a text of that length at most may end: between words.
   *
   * @param {string} text
   * @param {number} longest
   */
  const cutBefore = (text, longest) => {
    if (text.length <= longest) return text.length;
    const space = Math.max(text.lastIndexOf(' ', longest), text.lastIndexOf('\n', longest));
    return space > longest - BEFORE ? space : longest;
  };

  window.recueilPassage = { line, passage, holds };
})();
