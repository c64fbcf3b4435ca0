// The forms that a word of a query may have in the texts, and what each is worth: exact ones before those without their
// accents, before other forms of the word, before words that only begin so.

(() => {
  'use strict';

  const { recueilWords } = window;

  /** What a form is worth that is not the word as it was typed. */
  const FOLDED = 0.95;
  const OTHER_ACCENTS = 0.75;
  const SMALL_LETTERS = 0.6;
  const INFLECTED = 0.75;
  const RELATED = 0.2;
  const BEGINNING = 0.5;

  /** How many forms the beginning of a word may go on to, and how many files they are looked for in. */
  const MOST_FORMS = 60;
  const MOST_FILES = 4;

  /**
   * The forms that a word may have in the texts.
   *
   * @param {Search.Index} index
   * @param {Search.Word} word
   * @param {boolean} quoted  true for the word as it is, whatever its accents
   * @param {boolean} open    true for the beginning of a word
   * @param {Search.Doubt} doubt
   * @returns {Promise<Search.Weighed[]>}
   */
  const choice = async (index, word, quoted, open, doubt) => {
    const folded = recueilWords.folded(word.exact);
    const accents = folded !== word.exact.toLowerCase();
    const entries = await Promise.all(word.stems.map((stem) => index.entry(stem)));
    /** @type {Map<Search.Form, number>} */
    const levels = new Map();
    for (const form of entries.flatMap((entry) => entry?.forms ?? [])) {
      const level = levelOf(form.exact, word, folded, accents, quoted);
      if (level > 0) levels.set(form, level);
    }
    const going = open && [...folded].length > 1 ? await goingOn(index, folded, doubt) : [];
    for (const form of going) {
      const rest = recueilWords.folded(form.exact).length - folded.length;
      const level = (BEGINNING * 4) / (4 + rest);
      if ((levels.get(form) ?? 0) < level && !(word.acronym && form.exact === form.exact.toLowerCase())) {
        levels.set(form, level);
      }
    }
    return [...levels].map(([form, level]) => ({ form, level }));
  };

  /**
   * What a form is worth for a word; nothing where it does not answer.
   *
   * @param {string} form
   * @param {Search.Word} word
   * @param {string} folded
   * @param {boolean} accents  true where the word was typed with accents
   * @param {boolean} quoted
   */
  const levelOf = (form, word, folded, accents, quoted) => {
    if (form === word.exact) return 1;
    const inCapitals = form !== form.toLowerCase();
    if (recueilWords.folded(form) === folded) {
      if (word.acronym && !inCapitals) return SMALL_LETTERS;
      return accents ? OTHER_ACCENTS : FOLDED;
    }
    if (quoted || word.acronym || inCapitals) return 0;
    return recueilWords.inflection(recueilWords.folded(form)) === recueilWords.inflection(folded) ? INFLECTED : RELATED;
  };

  /**
   * The forms that begin with some letters, the most frequent ones.
   *
   * @param {Search.Index} index
   * @param {string} folded
   * @param {Search.Doubt} doubt
   */
  const goingOn = async (index, folded, doubt) => {
    // A stem is shorter than its forms, and has no double letters: look a little before, and at shorter stems too.
    const single = folded.length > 4 ? recueilWords.single(folded) : folded;
    const shorter = single.length > 4 ? single.slice(0, Math.max(4, single.length - 3)) : single;
    const stems = Array.from({ length: Math.max(0, shorter.length - 3) }, (_, at) => shorter.slice(0, at + 3));
    const beginnings = folded === shorter || folded.length > 4 ? [shorter] : [shorter, folded];
    const [following, whole] = await Promise.all([
      Promise.all(beginnings.map((beginning) => index.entriesFrom(beginning, MOST_FILES))),
      Promise.all(stems.map(async (stem) => (await index.entry(stem)) ?? [])),
    ]);
    const entries = [...following.flatMap((found) => found.entries), ...whole.flat()];
    const forms = [...new Set(entries.flatMap((entry) => entry.forms))]
      .filter((form) => recueilWords.folded(form.exact).startsWith(folded))
      .sort((a, b) => b.count - a.count);
    doubt.about ||= forms.length > MOST_FORMS || following.some((found) => !found.isAll);
    return forms.slice(0, MOST_FORMS);
  };

  window.recueilForms = { choice, SMALL_LETTERS };
})();
