// A corpus whose every string tries to become markup, a script or a request. One idea a file, so that a file that recueil
// refuses can be taken out and the rest still be drawn.

/** Ways out of an attribute, an element, a comment, a style and a template, one after the other. */
const OUT = [
  `"><script>alert(1)</script>`,
  `'><img src=# onerror=alert(2)>`,
  `" onmouseover="alert(3)" autofocus onfocus="alert(3)`,
  `</title></style></textarea></svg><svg onload=alert(4)>`,
  `--><iframe src=//outside.example></iframe>`,
  `\\"; } * { background: url(//outside.example/x) } @import "//outside.example/y"; /*`,
  `{{ config }}{% include "base.html" %}`,
  `&lt;script&gt;alert(5)&lt;/script&gt; &#60;script>alert(6)</script>`,
].join(' ');

/** Addresses that run, each in the disguise of its number. */
export const ADDRESSES = [
  'javascript:alert(20)',
  'JaVaScRiPt:alert(21)',
  ' javascript:alert(22)',
  'java\tscript:alert(23)',
  'java\nscript:alert(24)',
  '\u0001javascript:alert(25)',
  'javascript&colon;alert(26)',
  'javascript&#58;alert(27)',
  'data:text/html,<script>alert(28)</script>',
  'vbscript:alert(29)',
  'blob:alert(30)',
  '//outside.example/31',
  'view-source:javascript:alert(32)',
  `https://a.example/" onclick="alert(33)`,
  `https://a.example/'><script>alert(34)</script>`,
];

/**
 * YAML that is written as JSON, so that no string needs thought.
 *
 * @param {string} kind
 * @param {Record<string, unknown>[]} records
 */
const list = (kind, ...records) => JSON.stringify({ kind, records }, null, 2);

/**
 * @param {Record<string, unknown>} front
 * @param {string} [body]
 */
const record = (front, body = '') => `---\n${JSON.stringify(front, null, 2)}\n---\n\n${body}`;

/**
 * @param {string} name
 * @param {Record<string, unknown>} body
 */
const block = (name, body) => `\`\`\`${name}\n${JSON.stringify(body, null, 2)}\n\`\`\`\n`;
/** @param {Record<string, unknown>} body */
const measure = (body) => block('measure', body);

const STRIKE = { title: OUT, short_title: OUT, summary: OUT, notes: [{ text: OUT }] };
const LOG = [
  { date: '2021-01', state: 'started', by: 'org', note: OUT, evidence: [{ title: OUT, url: 'https://a.example/', source: 'src' }] },
];

/** Markdown that HTML in prose, code, links, headings, tables and notes have been broken out of elsewhere. */
const PROSE = `## ${OUT} {#h .role title="x" onclick="alert(40)"}

${OUT} uses <b onclick=alert(41)>the term</b> TERM<X and \`</code><script>alert(42)</script>\`.[^a"b]

<script>alert(43)</script>

<div onmouseover="alert(44)">

<svg><style><img src=# onerror=alert(45)></style><script>alert(46)</script><animate onbegin=alert(47) attributeName=x dur=1s>

</div>

<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(48)&gt;">

<form action="javascript:alert(49)"><button formaction="javascript:alert(50)">go</button></form>

<a href="javascript:alert(51)" target=_blank style="position:fixed;inset:0">cover</a> <base href="//outside.example/">
<meta http-equiv=refresh content="0;url=//outside.example/"> <link rel=stylesheet href="//outside.example/s.css">
<img src="//outside.example/i.png" srcset="//outside.example/j.png 2x"> <video poster="//outside.example/p.png"></video>
<noscript><p title="</noscript><img src=# onerror=alert(52)>"></noscript>

> [!NOTE]
> ${OUT}

| ${OUT.replaceAll('|', '')} | [x](https://a.example/'onmouseover='alert(53) "t\\" onclick=\\"alert(54)") |
|---|---|
| [[org|${OUT.replaceAll('|', '')}]] | **<img src=# onerror=alert(55)>** |

Term ${OUT}
:   ${OUT}

1. <https://a.example/"onclick="alert(56)>
2. [y]

[y]: https://a.example/ "\\"><script>alert(57)</script>"
[^a"b]: ${OUT}
`;

/** @param {string} info */
const fence = (info) => `\`\`\`${info}\n</code></pre>${OUT}\n\`\`\`\n`;

const INFOS = ['html', 'js onmouseover="alert(60)"', "text 'onclick='alert(61)'", 'svg', 'rust {onclick="alert(62)"}'];

/** What names a language that nobody speaks. */
const STRANGE_INFOS = ['js" onmouseover="alert(63)', 'rust,<script>alert(64)</script>', "x'onclick='alert(65)", '"><script>'];

/** Pictures that run, each by a means of its own. */
const PICTURES = [
  '<script>alert(70)</script>',
  '<rect width="9" height="9" onload="alert(71)" onmouseover="alert(71)"/>',
  '<a href="javascript:alert(72)"><text y="20">x</text></a>',
  '<a xlink:href="&#106;avascript:alert(73)"><text y="20">x</text></a>',
  '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script&gt;alert(74)&lt;/script&gt;"/></foreignObject>',
  '<a><set attributeName="href" to="javascript:alert(75)"/><animate attributeName="href" values="javascript:alert(75)"/></a>',
  '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(76)</h:script>',
  '<style>@import "//outside.example/77";</style>',
  '<image href="https://outside.example/78.png" width="9" height="9"/>',
  '<use href="data:image/svg+xml,&lt;svg id=\'x\' onload=\'alert(79)\'&gt;&lt;/svg&gt;#x"/>',
  '<rect width="9" height="9" style="fill: url(//outside.example/80#x)"/>',
].map((inside) => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>\n`);
PICTURES.push(
  '<?xml-stylesheet href="//outside.example/81.xsl" type="text/xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
  '<!DOCTYPE svg [<!ENTITY e "<script xmlns=\'http://www.w3.org/2000/svg\'>alert(82)</script>">]><svg xmlns="http://www.w3.org/2000/svg">&e;</svg>',
  '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(83)</script></html>',
);

/**
 * The files of the corpus.
 *
 * @param {boolean} allowHtml
 * @returns {Record<string, string>}
 */
export function hostileCorpus(allowHtml) {
  /** @type {Record<string, string>} */
  const files = {
    'recueil.yaml': JSON.stringify({
      title: OUT,
      language: 'fr',
      description: OUT,
      publisher: { name: OUT },
      allow_html: allowHtml,
      collections: [{ id: 'actes', title: OUT, kinds: ['accord', 'convention', 'avenant'], description: OUT }],
    }),
    'content/accord.md': record(
      {
        kind: 'accord',
        ...STRIKE,
        number: OUT,
        signed: { date: '2020-07-13', wording: OUT },
        parties: ['org'],
        signatories: [{ person: 'per', organisation: 'org', capacity: OUT }],
        in_force: { from: '2020', renewal: OUT },
        funding: OUT,
        themes: ['the'],
        legal_basis: [{ text: 'law', article: OUT }],
        sources: [{ source: 'src', passage: OUT, url: 'https://a.example/' }],
        calendar: [
          { title: OUT, date: { date: '2021-03', wording: OUT }, measures: [1], lead: 'org', note: OUT, log: LOG },
          { title: 'x</text><script>alert(80)</script>', date: '2021-06', lead: 'org' },
        ],
      },
      `## A {#a}\n\n${measure({
        number: 1,
        title: OUT,
        text: OUT,
        due: { date: '2021-01', wording: OUT },
        lead: 'org',
        amounts: [{ value: 1, unit: OUT, per: OUT, label: OUT }],
        beneficiaries: OUT,
        legal_basis: [{ text: 'law', article: OUT }],
        milestones: [{ title: OUT, date: 'fin 2021', note: OUT }],
        log: LOG,
        notes: [{ text: OUT }],
      })}\n${measure({ number: OUT, anchor: 'm-2', title: OUT })}`,
    ),
    'content/prose.md': record({ kind: 'page', ...STRIKE }, PROSE),
    'content/code.md': record({ kind: 'page', title: 'Code' }, INFOS.map(fence).join('\n')),
    'content/convention.md': record({ kind: 'convention', title: 'C', signed: '2015' }, `## M {#m}\n\nOld ${OUT}\n`),
    'content/avenant.md': record({
      kind: 'avenant',
      title: OUT,
      signed: '2016',
      amends: 'convention',
      changes: [{ target: 'convention#m', type: 'substitution', old: 'Old', new: OUT, effect: '2016-04' }],
    }),
    'content/org.yaml': list('organisation', { id: 'org', name: OUT, acronym: OUT, other_names: [OUT], description: OUT }),
    'content/per.yaml': list('person', { id: 'per', name: OUT, roles: [{ title: OUT, organisation: 'org' }], description: OUT }),
    'content/the.yaml': list('theme', { id: 'the', title: OUT, description: OUT }),
    'content/law.yaml': list('legal-text', { id: 'law', title: OUT, type: 'loi', short_title: OUT, other_names: [OUT] }),
    'content/src.yaml': list('source', { id: 'src', title: OUT, publisher: OUT, rights: OUT, description: OUT }),
    'content/ter.yaml': list(
      'term',
      { id: 'ter', term: 'TERM<X', expansion: OUT, definition: OUT, forms: ['TERMS"<X'] },
      { id: 'ter2', term: `Other ${OUT}`, definition: OUT, see: ['ter'] },
    ),
    'content/thr.yaml': list('thread', {
      id: 'thr',
      title: OUT,
      description: OUT,
      steps: [{ at: 'convention#m', wording: OUT, note: OUT }],
    }),
    'content/reco.md': record(
      { kind: 'recommendation', ...STRIKE, part: OUT, order: 1, arises_from: ['rep'] },
      `## Contexte {#contexte}\n\n${OUT}\n\n## Qui ? {#qui}\n\n[[org|${OUT}]]\n\n## Quand ? {#quand}\n\n${block('milestone', {
        title: OUT,
        date: { date: '2021', wording: OUT },
        anchor: 'jalon',
        lead: 'org',
        note: OUT,
      })}`,
    ),
    'content/reco-2.md': record({ kind: 'recommendation', title: OUT, part: OUT }, `## Qui ? {#qui}\n\n${OUT}\n`),
    'content/rep.md': record(
      {
        kind: 'report',
        ...STRIKE,
        team: [{ person: 'per', capacity: OUT }],
        heard: [{ category: OUT, organisations: ['org'], persons: ['per'], note: OUT }],
      },
      `## Méthode {#methode}\n\nMarked ${OUT}\n\n${block('table', {
        caption: OUT,
        anchor: 'table',
        columns: [OUT, { title: OUT, unit: OUT }],
        rows: [{ group: OUT }, [OUT, 1], [`[x](javascript:alert(92)) **${OUT}**`, OUT]],
        note: OUT,
      })}`,
    ),
    'content/position.md': record({ kind: 'position', ...STRIKE, authors: ['org'], addressed_to: ['org'] }, OUT),
    'content/figures.yaml': list(
      'figure',
      { id: 'fig-1', title: OUT, value: 1, unit: OUT, per: OUT, population: OUT, description: OUT, key: true, stated_in: ['rep#methode'] },
      {
        id: 'fig-2',
        title: OUT,
        unit: OUT,
        key: true,
        stated_in: ['rep'],
        values: [
          { label: OUT, value: 1, group: OUT, note: OUT },
          { label: `</text></svg>${OUT}`, value: 2, group: OUT },
        ],
      },
      { id: 'fig-3', title: OUT, unit: OUT, chart: 'columns', values: [{ label: OUT, value: 1 }, { label: OUT, value: 2 }] },
    ),
    'content/annotations.yaml': list(
      'annotation',
      { id: 'ann-1', at: 'rep#methode', quote: 'Marked', text: OUT, by: OUT, reason: OUT, visibility: 'public' },
      { id: 'ann-2', at: 'accord#mesure-1', quote: OUT, text: OUT, by: OUT, reason: OUT, visibility: 'public' },
      { id: 'ann-3', at: 'reco', text: OUT, by: OUT, visibility: 'public' },
    ),
    'content/outside.md': record({ kind: 'page', title: 'Outside' }, '![a picture](https://outside.example/i.png)\n'),
    'content/language.md': record({ kind: 'page', title: 'Language', language: 'fr" onload="alert(90)' }),
    'content/anchor.md': record({ kind: 'page', title: 'Anchor' }, '## H {#"><img/src=#/onerror=alert(91)>}\n\nText.\n'),
  };
  PICTURES.forEach((picture, at) => {
    files[`content/picture-${at}.svg`] = picture;
    files[`content/picture-${at}.md`] = record({ kind: 'page', title: `Picture ${at}` }, `![x](picture-${at}.svg)\n`);
  });
  ['htm', 'html', 'xhtml', 'xml', 'SVG', 'png', 'pdf', 'js', 'css', 'txt'].forEach((extension) => {
    const file = `file-${extension}.${extension}`;
    files[`content/${file}`] = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(90)</script></html>';
    const attachments = [{ file, title: OUT, language: 'fr' }];
    files[`content/file-${extension.toLowerCase()}.md`] = record({ kind: 'page', title: extension, attachments });
  });
  STRANGE_INFOS.forEach((info, at) => {
    files[`content/info-${at}.md`] = record({ kind: 'page', title: `Info ${at}` }, fence(info));
  });
  ADDRESSES.forEach((address, at) => {
    files[`content/address-${at}.yaml`] = list('organisation', { id: `o-${at}`, name: `Address ${at}`, url: address });
    files[`content/source-${at}.yaml`] = list('source', { id: `s-${at}`, title: `Source ${at}`, url: address });
    files[`content/link-${at}.md`] = record({ kind: 'page', title: `Link ${at}` }, `[x](${address})\n\n[y](<${address}>)\n`);
    files[`content/image-${at}.md`] = record({ kind: 'page', title: `Image ${at}` }, `![x](<${address}>)\n`);
    files[`content/auto-${at}.md`] = record({ kind: 'page', title: `Auto ${at}` }, `<${address}>\n\n<a href="${address}">z</a>\n`);
  });
  return files;
}
