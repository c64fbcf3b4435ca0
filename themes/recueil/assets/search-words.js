// Texts as the words that they are found by, as src/emit/search/analyse.rs and stem/ have them: tests/search/vectors.txt
// holds what both must say.

(() => {
  'use strict';

  /** How far apart the last word of a line and the first of the next one are. */
  const LINE_GAP = 4;

  const ELIDED = new Set(['l', 'd', 'c', 'j', 'm', 'n', 's', 't', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quoiqu']);

  const STOP = new Set(
    ('a an and as at au aux be by ce ces cet cette d dans de des dont du elle elles en est et for from il ils in is it l la ' +
      'le les leur leurs ne nous of on or ou où par pour qu que qui s sa se ses son sont sur that the this to un une vous ' +
      'with y à').split(' '),
  );

  const LETTER = /[\p{Alphabetic}\p{N}\u0300-\u036f]/u;
  const WORD = /[\p{Alphabetic}\p{N}\u0300-\u036f]+/uy;
  const DOTTED = /(?:\p{Alphabetic}\.)+(?:\p{Alphabetic}(?![\p{Alphabetic}\p{N}\u0300-\u036f]))?/uy;
  const THOUSANDS = /[ \u00a0\u202f\u2009]\d{3}(?![\p{Alphabetic}\p{N}\u0300-\u036f])/uy;
  const APOSTROPHES = "'’ʼ";

  /**
   * A text composed, and without hyphens that only show at the end of a line.
   *
   * @param {string} text
   */
  const normal = (text) => text.normalize('NFC').replaceAll('\u00ad', '');

  /** @type {Record<string, string>} */
  const LIGATURES = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

  /**
   * A form without accents, ligatures and capitals.
   *
   * @param {string} form
   */
  const folded = (form) =>
    form
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[œæßøłđ]/g, (letter) => LIGATURES[letter] ?? letter);

  /**
   * @param {RegExp} sticky
   * @param {string} text
   * @param {number} at
   */
  const matchAt = (sticky, text, at) => {
    sticky.lastIndex = at;
    return sticky.exec(text)?.[0] ?? '';
  };

  /**
   * True for a line that is all in capitals, whose words are no acronyms.
   *
   * @param {string} line
   */
  const isShouted = (line) =>
    !/\p{Lowercase}/u.test(line) && (line.match(/[\p{Alphabetic}\p{N}\u0300-\u036f]{2,}/gu) ?? []).length > 3;

  /**
   * Every word of a normal text, line by line, stop words too.
   *
   * @param {string} text
   * @param {boolean} [typed]  true for what a reader types, who may have left the capitals on and means each word
   * @returns {Search.Token[]}
   */
  const tokens = (text, typed = false) => {
    /** @type {Search.Token[]} */
    const found = [];
    let [position, from] = [0, 0];
    for (const [number, line] of text.split('\n').entries()) {
      if (number > 0) position += LINE_GAP;
      const shouted = !typed && isShouted(line);
      let at = 0;
      while (at < line.length) {
        const letter = String.fromCodePoint(line.codePointAt(at) ?? 0);
        if (!LETTER.test(letter)) {
          at += letter.length;
          continue;
        }
        const word = wordAt(line, at, shouted);
        if (word.exact !== '') {
          found.push({ exact: word.exact, acronym: word.acronym, position, start: from + at, end: from + word.end });
          position += 1;
        }
        at = word.next;
      }
      from += line.length + 1;
    }
    return found;
  };

  /**
   * The word that begins at a place of a line; its form is empty where it is only elided.
   *
   * @param {string} line
   * @param {number} start
   * @param {boolean} shouted
   */
  const wordAt = (line, start, shouted) => {
    const dotted = matchAt(DOTTED, line, start);
    const letters = dotted.replaceAll('.', '').toUpperCase();
    if ([...letters].length > 1) {
      const end = start + dotted.length;
      return { exact: letters, acronym: true, end, next: end };
    }
    let written = matchAt(WORD, line, start);
    let end = start + written.length;
    const lower = written.toLowerCase();
    const isApostrophe = (/** @type {number} */ at) => line[at] !== undefined && APOSTROPHES.includes(line[at] ?? '');
    if (isApostrophe(end) && ELIDED.has(lower) && matchAt(WORD, line, end + 1) !== '') {
      return { exact: '', acronym: false, end, next: end + 1 };
    }
    if (lower === 's' && isApostrophe(start - 1)) return { exact: '', acronym: false, end, next: end };
    if (/^[1-9]\d{0,2}$/.test(written)) {
      for (let group = matchAt(THOUSANDS, line, end); group !== ''; group = matchAt(THOUSANDS, line, end)) {
        written += group.slice(1);
        end += group.length;
      }
    }
    const several = [...line.slice(start, end)].length > 1;
    const acronym = !shouted && several && lower !== written && written.toUpperCase() === written;
    return { exact: acronym ? written : written.toLowerCase(), acronym, end, next: end };
  };

  /**
   * True where nobody looks for the word alone.
   *
   * @param {{ exact: string, acronym: boolean }} token
   */
  const isStop = (token) => !token.acronym && STOP.has(token.exact);

  /** Plurals in -aux whose singular is not in -al. */
  const IN_AIL = new Map([
    ['baux', 'bail'],
    ['coraux', 'corail'],
    ['emaux', 'email'],
    ['soupiraux', 'soupirail'],
    ['travaux', 'travail'],
    ['vantaux', 'vantail'],
    ['vitraux', 'vitrail'],
  ]);

  /**
   * An ending, how long a word must be at least to lose it, and what takes its place.
   *
   * @type {Array<[string, number, string]>}
   */
  const ENDINGS = [
    ['issement', 10, 'ir'],
    ['issant', 9, 'ir'],
    ['ivement', 7, 'if'],
    ['ement', 7, 'e'],
    ['ficatrice', 12, 'fier'],
    ['ficateur', 11, 'fier'],
    ['catrice', 10, 'quer'],
    ['cateur', 9, 'quer'],
    ['atrice', 9, 'er'],
    ['ateur', 8, 'er'],
    ['trice', 7, 'teur'],
    ['ieme', 6, ''],
    ['teuse', 8, 'ter'],
    ['teur', 7, 'ter'],
    ['euse', 6, 'eu'],
    ['ere', 9, 'er'],
    ['ive', 8, 'if'],
    ['folle', 5, 'fou'],
    ['molle', 5, 'mou'],
    ['nnelle', 10, 'n'],
    ['nnel', 10, 'n'],
    ['ete', 5, 'et'],
    ['ique', 9, ''],
    ['esse', 9, 'e'],
    ['inage', 8, 'in'],
    ['ualisation', 10, 'uel'],
    ['isation', 10, ''],
    ['isateur', 10, ''],
    ['ation', 9, ''],
    ['ition', 9, ''],
  ];

  /**
   * Savoy's light stem of a folded French word.
   *
   * @param {string} form
   */
  const french = (form) => {
    if (!/^[a-z]+$/.test(form)) return form;
    let word = IN_AIL.get(form) ?? form;
    if (word.length > 5 && word.endsWith('aux') && !word.endsWith('eaux')) word = `${word.slice(0, -2)}l`;
    for (const ending of ['x', 's']) {
      if (word.length > 3 && word.endsWith(ending)) word = word.slice(0, -1);
    }
    for (const [ending, least, instead] of ENDINGS) {
      if (word.length >= least && word.endsWith(ending)) {
        word = word.slice(0, -ending.length) + instead;
        break;
      }
    }
    if (word.length > 4) word = single(word);
    if (word.length > 4 && word.endsWith('ie')) word = word.slice(0, -2);
    if (word.length > 4) {
      for (const ending of ['r', 'e', 'e']) {
        if (word.endsWith(ending)) word = word.slice(0, -1);
      }
      word = single(word);
    }
    return word;
  };

  /**
   * A word with its double letters made single.
   *
   * @param {string} word
   */
  const single = (word) => word.replace(/(.)\1+/g, '$1');

  /**
   * A folded form without what number and gender add: what two forms of the same word share, when a stem says too much.
   *
   * @param {string} form
   */
  const inflection = (form) => {
    let word = IN_AIL.get(form) ?? form;
    if (word.length < 4) return word;
    word = word.endsWith('aux') && !word.endsWith('eaux') ? `${word.slice(0, -2)}l` : word.replace(/[sx]$/, '');
    return word.replace(/e{1,2}$/, '').replace(/(.)\1$/, '$1').replace(/ier$|ier?e$/, 'i');
  };

  /**
   * Harman's S-stem of a folded English word.
   *
   * @param {string} form
   */
  const english = (form) => {
    if (!/^[a-z]{4,}$/.test(form)) return form;
    if (/ies$/.test(form)) return /[ea]ies$/.test(form) ? form : `${form.slice(0, -3)}y`;
    if (/es$/.test(form)) return /[aeo]es$/.test(form) ? form : form.slice(0, -1);
    return /[^us]s$/.test(form) ? form.slice(0, -1) : form;
  };

  /**
   * The stem of a folded form in a language: `fr` or `en`.
   *
   * @param {string} form
   * @param {string} language
   */
  const stem = (form, language) => (language === 'fr' ? french(form) : english(form));

  window.recueilWords = { normal, folded, tokens, isStop, stem, single, inflection };
})();
