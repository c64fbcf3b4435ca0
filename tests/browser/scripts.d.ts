// What the scripts of the site hand to each other by way of the window; types only, for `tsc`.

declare namespace Search {
  /** What texts are taken apart with: search-words.js. */
  interface Words {
    normal(text: string): string;
    folded(form: string): string;
    tokens(text: string, typed?: boolean): Token[];
    isStop(token: { exact: string; acronym: boolean }): boolean;
    stem(form: string, language: string): string;
    single(word: string): string;
    inflection(form: string): string;
  }

  interface Token {
    /** Small letters with their accents, or the capitals of an acronym without dots. */
    exact: string;
    /** Counted in words; the end of a line counts for four. */
    position: number;
    acronym: boolean;
    /** Where it begins and ends in the text. */
    start: number;
    end: number;
  }

  /** What opens the index, and what its files call: search-index.js. */
  interface Shelf {
    open(root: string, stamp?: string): Promise<Index>;
    put(name: string, stamp: string, data: unknown): void;
    Stale: new (stamp: string) => Error & { stamp: string };
  }

  interface Index {
    directory: Directory;
    entry(key: string): Promise<Entry | undefined>;
    /** The entries whose stems begin with some letters, from at most so many files, and whether these are all. */
    entriesFrom(beginning: string, most: number): Promise<{ entries: Entry[]; isAll: boolean }>;
    documents(form: Form): Promise<Documents>;
    positions(form: Form): Promise<Positions>;
    text(id: number): Promise<Text>;
    column(name: string): Promise<Column>;
    /** The values of a column that have these numbers. */
    values(name: string, numbers: number[]): Promise<Array<Value | undefined>>;
    /** The numbers of some values of a column, of those that it has. */
    numbers(name: string, wanted: string[]): Promise<number[]>;
  }

  interface Directory {
    language: string;
    stemmers: string[];
    documents: number;
    /** The first stem of each file of words. */
    words: string[];
    texts: string;
    kinds: Record<string, string>;
    states: Record<string, string>;
  }

  interface Entry {
    forms: Form[];
    /** Acronyms and what they stand for. */
    expansions: Array<[string, string]>;
  }

  /** A form of a word, and where it stands. */
  interface Form {
    exact: string;
    /** In how many documents. */
    count: number;
    documents: string;
    positions: string;
  }

  interface Documents {
    ids: Uint32Array;
    weights: Float32Array;
  }

  /** Those of the nth document from `starts[n]` on. */
  interface Positions {
    starts: Uint32Array;
    flat: Uint32Array;
  }

  /** What is shown of a document. */
  interface Text {
    /** True for a record, false for a place in one. */
    whole: boolean;
    kind: string;
    title: string;
    names: string;
    heading: string;
    body: string;
    href: string;
    status: string | null;
    /** The record's name. */
    of: string;
    lang: string | null;
    date: string | null;
  }

  /** A value of a facet, with its label. */
  type Value = [string, string];

  /** A facet: for each document the number of its set of values. */
  interface Column {
    of: Uint32Array;
    sets: number[][];
    /** Those that are loaded, by their numbers. */
    values: Map<number, Value>;
    /** The number of the first value in each file of others. */
    starts: number[];
  }

  /** What a reader asks, read: search-query.js. */
  interface Reading {
    read(q: string, stemmers: string[]): Term[];
    wordsOf(text: string, stemmers: string[]): Word[];
  }

  interface Term {
    words: Word[];
    /** True for a phrase in quotation marks: its words as they are, in a row. */
    quoted: boolean;
    /** True for what must not be there. */
    excluded: boolean;
    /** True where its last word is still being typed. */
    open: boolean;
  }

  interface Word {
    exact: string;
    acronym: boolean;
    stop: boolean;
    stems: string[];
  }

  /** What is shown of a document that was found: search-passage.js. */
  interface Passages {
    line(text: string, wanted: Wanted): Run[];
    passage(document: { body: string; names: string }, wanted: Wanted): Run[];
    holds(text: string, phrase: string[], open: boolean): boolean;
  }

  /** What to mark. */
  interface Wanted {
    /** Exact forms of single words. */
    forms: Set<string>;
    /** Folded words in a row; an empty word stands for any small word. */
    phrases: string[][];
  }

  /** Words of a passage, those found marked. */
  interface Run {
    text: string;
    mark: boolean;
  }

  /** The forms of a word: search-forms.js. */
  interface Forms {
    choice(index: Index, word: Word, quoted: boolean, open: boolean, doubt: Doubt): Promise<Weighed[]>;
    /** What a form in small letters is worth for an acronym. */
    SMALL_LETTERS: number;
  }

  interface Weighed {
    form: Form;
    level: number;
  }

  /** What may be said otherwise: search-synonyms.js. */
  interface Synonyms {
    of(index: Index, terms: Term[]): Promise<Synonym[]>;
  }

  /** An acronym for what it stands for, or the other way round, within one or several terms. */
  interface Synonym {
    terms: Set<Term>;
    /** What is searched too. */
    words: Word[];
    isAcronym: boolean;
    shown: string;
  }

  /** Which documents answer: search-find.js. */
  interface Finder {
    find(index: Index, q: string): Promise<Found>;
    ranked(ids: number[], found: Found, isWhole: (id: number) => boolean, most: number): number[];
  }

  interface Found {
    /** What answers, in the order of documents. */
    ids: number[];
    /** By document; nothing where all are worth the same. */
    scores: Float32Array | null;
    wanted: Wanted;
    also: string[];
    doubt: Doubt;
  }

  /** What the index alone does not tell for sure. */
  interface Doubt {
    /** True where other documents may answer, or some of these may not. */
    about: boolean;
    /** By document: whether it answers, once its text is read. */
    unread: Map<number, () => Promise<boolean>>;
  }

  /** What answers queries: search-engine.js. */
  interface Site {
    open(root: string): Promise<Engine>;
    put(name: string, stamp: string, data: unknown): void;
  }

  interface Engine {
    search(query: Query): Promise<Answer>;
  }

  interface Query {
    q: string;
    facets?: Choice;
    from?: number;
    size?: number;
  }

  /** The values chosen, by the name of their facet. */
  type Choice = Record<string, string[]>;

  interface Answer {
    total: number;
    /** True where the numbers, those of facets too, are not exact. */
    about: boolean;
    hits: Hit[];
    /** What else was searched for. */
    also: string[];
    /** Counts them; the names of their values may have to be fetched. */
    facets(): Promise<Facet[]>;
  }

  /** Facets that were counted, and whether about. */
  interface Tally {
    facets: Facet[];
    about: boolean;
  }

  interface Hit {
    kind: string;
    kindLabel: string;
    title: Run[];
    /** The title of the record that holds this provision. */
    of: string | null;
    passage: Run[];
    /** From the root of the site. */
    href: string;
    lang: string | null;
    status: string | null;
    statusLabel: string | null;
    date: string | null;
  }

  interface Facet {
    name: string;
    label?: string;
    /** The most frequent ones. */
    values: Counted[];
    /** How many there are. */
    total: number;
  }

  interface Counted {
    value: string;
    label: string;
    count: number;
  }

  /** What the search page and the dialog share: search-view.js. */
  interface View {
    engine(root: string): Promise<Engine>;
    asking(
      root: string,
      show: (answer: Answer, query: Query) => unknown,
      wait: () => void,
      fail: (error: unknown) => void,
    ): Ask;
    hit(hit: Hit, root: string, within: string, heading: string): HTMLLIElement;
    told(words: DOMStringMap, answer: Pick<Answer, 'total' | 'about'>, q: string): string;
    number(value: number): string;
    announce(live: Element, words: string): void;
    arrows(field: HTMLInputElement, list: Element): void;
  }

  interface Ask {
    (query: Query, isTyped?: boolean): void;
    drop(): void;
  }

  /** The facets of the search page: search-facets.js. */
  interface Facets {
    names: string[];
    drawing(choose: (choice: Choice) => void): (tally: Tally, choice: Choice) => void;
  }
}

/** What is known of the target of a link: preview-find.js. */
interface Preview {
  kind: string;
  title: string;
  lang?: string;
  expansion?: string;
  date?: string;
  /** The key of its shape, and the word. */
  state?: [string, string];
  text?: string;
  uses?: { count: string; first: [string, string][] };
}

interface Window {
  // The parts of the engine are there once it is open, each after those that it needs.
  recueilWords: Search.Words;
  recueilIndex: Search.Shelf;
  recueilQuery: Search.Reading;
  recueilPassage: Search.Passages;
  recueilForms: Search.Forms;
  recueilSynonyms: Search.Synonyms;
  recueilFind: Search.Finder;
  recueilSearch?: Search.Site;
  recueilSearchView?: Search.View;
  recueilSearchFacets?: Search.Facets;
  recueilPreviews?: (previews: Record<string, Preview>) => void;
  recueilPreview?: { find(link: HTMLAnchorElement, root: string, files: number): Promise<Preview | undefined> };
  recueilTip?: { show(link: HTMLAnchorElement, preview: Preview, root: string, entryWords: string): HTMLElement };
}
