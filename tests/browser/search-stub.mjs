// An engine that stands in for the real one, where a test needs answers that no corpus gives: hostile words, many results,
// answers that come late or never.

/** @typedef {import('playwright-core').Page} Page */

/**
 * Gives a page this engine in the place of the site's own.
 *
 * @param {Page} page
 * @param {{ hits?: number, delays?: Record<string, number>, about?: boolean }} [options]
 *   how many things there are to find; how late the answer to a query is, in milliseconds; whether the numbers are not exact
 */
export async function standIn(page, options = {}) {
  const body = `(${engine.toString()})(${JSON.stringify({ hits: 57, delays: {}, about: false, ...options })})`;
  await page.route('**/assets/search-engine.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

/**
 * Runs in the page: finds the things whose title holds the query.
 *
 * @param {{ hits: number, delays: Record<string, number>, about: boolean }} options
 */
function engine({ hits, delays, about }) {
  const kinds = ['accord', 'mesure', 'terme'];
  const things = Array.from({ length: hits }, (_, at) => ({
    title: `Chose ${at + 1} <img src=x onerror=alert(1)>`,
    kind: kinds[at % 3] ?? '',
    theme: `sujet-${at % 14}`,
    period: String(2010 + (at % 12)),
  }));
  /** @typedef {'kind' | 'theme' | 'period'} Name */
  const names = /** @type {Name[]} */ (['kind', 'theme', 'period']);
  /** @param {string} text @param {string} q */
  const runs = (text, q) => {
    const at = text.toLowerCase().indexOf(q.toLowerCase());
    if (q === '' || at < 0) return [{ text, mark: false }];
    const cut = [text.slice(0, at), text.slice(at, at + q.length), text.slice(at + q.length)];
    return cut.map((part, index) => ({ text: part, mark: index === 1 })).filter((run) => run.text);
  };
  /** @param {Search.Query} query */
  const search = async ({ q, facets = {}, from = 0, size = 10 }) => {
    await new Promise((done) => setTimeout(done, delays[q] ?? 0));
    const found = things.filter((thing) => thing.title.toLowerCase().includes(q.toLowerCase()));
    /** @param {Name | null} but */
    const left = (but) =>
      found.filter((thing) => names.every((name) => name === but || !facets[name]?.length || facets[name].includes(thing[name])));
    const all = left(null);
    return {
      total: all.length,
      about,
      hits: all.slice(from, from + size).map((thing) => ({
        kind: thing.kind,
        kindLabel: thing.kind,
        title: runs(thing.title, q),
        of: '<b>Fiche</b>',
        passage: runs(`… <script>alert(2)</script> ${thing.title} …`, q),
        href: 'glossaire/',
        lang: null,
        status: null,
        statusLabel: null,
        date: thing.period,
      })),
      facets: async () =>
        names.map((name) => {
          /** @type {Map<string, number>} */
          const counts = new Map();
          for (const thing of left(name)) counts.set(thing[name], (counts.get(thing[name]) ?? 0) + 1);
          const values = [...counts].map(([value, count]) => ({ value, label: `${value} <i>`, count }));
          // Where numbers are not exact, not every value is given either.
          return { name, values, total: values.length + (about ? 100 : 0) };
        }),
      also: q === 'chose' ? ['objet <u>'] : [],
    };
  };
  window.recueilSearch = { open: async () => ({ search }), put: () => {} };
}
