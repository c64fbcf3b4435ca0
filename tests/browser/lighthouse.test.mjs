// Lighthouse finds nothing to say of the home page, a long accord and the glossary.
//
// Its performance depends on the machine: the benchmark prints it.

import { test } from 'node:test';
import { assertNone } from './faults.mjs';
import { JUDGED, judge } from './lighthouse.mjs';
import { given } from './site.mjs';
import { serve } from './server.mjs';

test('accessibility, best practices and SEO are 100', { timeout: 600_000 }, async () => {
  const served = await serve(given('RECUEIL_SITE'));
  try {
    const told = await judge(JUDGED.map((path) => served.root + path), ['accessibility', 'best-practices', 'seo']);
    assertNone(
      told.flatMap(({ url, scores, failed }) =>
        Object.entries(scores)
          .filter(([, score]) => score < 100)
          .map(([name, score]) => ({ at: url.slice(served.root.length - 1), what: `${name}: ${score}\n    ${failed.join('\n    ')}` })),
      ),
    );
  } finally {
    await served.close();
  }
});
