// A corpus full of attempts to inject: whatever recueil does not refuse is drawn, and does nothing.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { launch, openTab } from './browser.mjs';
import { assertNone, foundAt } from './faults.mjs';
import { hostileCorpus } from './hostile.mjs';
import { serve } from './server.mjs';
import { filesOf, given } from './site.mjs';

const recueil = given('RECUEIL_BIN');
const folder = mkdtempSync(join(tmpdir(), 'recueil-hostile-'));
const browser = await launch();
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** What must be drawn, and so be harmless by its printing alone: nothing in it is an error. */
const DRAWN = ['accord', 'prose', 'code', 'convention', 'avenant', 'org', 'per', 'the', 'law', 'src', 'ter', 'thr'];

for (const allowHtml of [false, true]) {
  test(`nothing runs, with raw HTML ${allowHtml ? 'allowed' : 'escaped'}`, async () => {
    const corpus = join(folder, allowHtml ? 'allowed' : 'escaped');
    const refused = await build(corpus, hostileCorpus(allowHtml));
    const pages = new Set(filesOf(join(corpus, 'public')));
    for (const id of DRAWN) assert.ok(pages.has(`${id}/index.html`), `${id} is not drawn: ${refused.get(id) ?? ''}`);

    const served = await serve(join(corpus, 'public'));
    /** @type {import('./faults.mjs').Fault[]} */
    const faults = [];
    const tab = await openTab(browser, served.root);
    for (const file of pages) {
      if (!/\.(x?html?|svg|xml)$/i.test(file)) continue;
      await tab.visit(file);
      const dangers = await tab.page.evaluate(look);
      await tab.page.mouse.move(200, 200);
      for (const summary of await tab.page.locator('summary:visible').all()) await summary.click();
      await tab.page.keyboard.press('Tab');
      faults.push(...foundAt(file, [...tab.faults(), ...dangers]));
    }
    await tab.close();
    await served.close();
    assertNone(faults);
  });
}

/**
 * Builds the corpus, taking out each file that recueil refuses until the rest holds together.
 *
 * @param {string} corpus
 * @param {Record<string, string>} files
 * @returns {Promise<Map<string, string>>} the names of the files that were refused, and why
 */
async function build(corpus, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(corpus, path)), { recursive: true });
    writeFileSync(join(corpus, path), text);
  }
  /** @type {Map<string, string>} */
  const refused = new Map();
  for (let round = 0; round < 5; round += 1) {
    const findings = (await run(corpus, 'check', '--format', 'json'))
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter((finding) => finding.severity === 'error');
    for (const { file, code, message, line } of findings) {
      assert.ok(file?.startsWith('content/'), `${file}:${line} ${code}: ${message}`);
      const id = file.replace(/^content\/(.*)\.\w+$/, '$1');
      refused.set(id, `${refused.get(id) ?? ''} ${line} ${code}: ${message};`);
      rmSync(join(corpus, file), { force: true });
    }
    if (findings.length === 0) break;
  }
  await run(corpus, 'build', '--base-url', 'https://recueil.example/recueil/');
  return refused;
}

/**
 * Runs recueil in the folder of a corpus; gives both of its outputs.
 *
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<string>}
 */
function run(cwd, ...args) {
  return new Promise((done) => {
    execFile(recueil, args, { cwd, maxBuffer: 1 << 26 }, (_, out, err) => done(`${out}\n${err}`));
  });
}

/** What could run, load, send or cover on a page, though it has not yet. Runs in the page. */
function look() {
  /** @type {string[]} */
  const dangers = [];
  const bad = 'script:not([src]), iframe, object, embed, form:not([role=search]), base, meta[http-equiv], foreignObject, animate, set, math';
  for (const element of document.querySelectorAll(bad)) dangers.push(element.outerHTML.slice(0, 120));
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const runs = name.startsWith('on') || name === 'srcdoc' || name === 'formaction';
      const leads = /^(href|src|srcset|action|data|poster|xlink:href)$/.test(name);
      const asIs = value.replaceAll(/[\u0000-\u0020]/g, '').toLowerCase();
      if (runs || (leads && /^(javascript|vbscript|data|blob|view-source):/.test(asIs))) {
        dangers.push(`<${element.tagName.toLowerCase()} ${name}="${value.slice(0, 80)}">`);
      }
    }
    const { position } = getComputedStyle(element);
    if (position === 'fixed') dangers.push(`<${element.tagName.toLowerCase()}> covers the page`);
  }
  return dangers;
}
