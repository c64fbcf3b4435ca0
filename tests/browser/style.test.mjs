// The rules for scripts are worth what they see: a script with every fault is told of each, and a plain one of none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const cwd = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd, overrideConfigFile: fileURLToPath(new URL('eslint.config.mjs', import.meta.url)) });

/**
 * What is told of a script, a rule a line.
 *
 * @param {string} filePath  from the root of the repository
 * @param {string} script
 */
async function told(filePath, script) {
  const [result] = await eslint.lintText(script, { filePath });
  return (result?.messages ?? []).map(({ line, ruleId, message }) => `${line}: ${ruleId ?? message}`);
}

/** A fault a line, and the rule that it breaks. */
const FAULTS = [
  ['main.innerHTML = text;', 'no-restricted-properties'],
  ["main['outerHTML'] = text;", 'no-restricted-properties'],
  ["main.insertAdjacentHTML('beforeend', text);", 'no-restricted-properties'],
  ["new DOMParser().parseFromString(text, 'text/html');", 'no-restricted-properties'],
  ['document.write(text);', 'no-restricted-properties'],
  ["main.setAttribute('onclick', text);", 'no-restricted-syntax'],
  ["import('./other.js').catch(() => {});", 'no-restricted-syntax'],
  ['eval(text);', 'no-eval'],
  ["setTimeout('text', 1);", 'no-implied-eval'],
  ['new Function(text)();', 'no-new-func'],
  ["location.href = 'javascript:text';", 'no-script-url'],
  ['console.log(text);', 'no-console'],
  ['alert(text);', 'no-alert'],
  ['forgotten(text);', 'no-undef'],
  ['main.title = name;', 'no-restricted-globals'],
  ['const unused = text;', 'no-unused-vars'],
  ['if (text == 1) main.remove();', 'eqeqeq'],
  ['text === main;', 'no-unused-expressions'],
];

test('a script of a theme with every fault is told of each', async () => {
  const lines = FAULTS.map(([line]) => `  ${line}`);
  const script = `(() => {\n  'use strict';\n  const [main, text] = [document.body, document.title];\n${lines.join('\n')}\n})();\n`;
  assert.deepEqual(
    await told('themes/recueil/assets/faults.js', script),
    FAULTS.map(([, rule], at) => `${at + 4}: ${rule}`),
  );
});

test('a script of a theme leaves nothing behind in the window, and is strict', async () => {
  const script = 'function left() {}\nconst behind = left;\nbehind();\n';
  const found = await told('themes/recueil/assets/faults.js', script);
  for (const rule of ['1: no-implicit-globals', '2: no-implicit-globals', '1: strict']) assert.ok(found.includes(rule), rule);
});

test('what a script of a theme is for is not forbidden', async () => {
  const script = `(() => {
  'use strict';
  const main = document.querySelector('main');
  if (!main) return;
  const note = document.createElement('p');
  note.textContent = new URL(location.href).searchParams.get('q');
  main.append(note);
  window.addEventListener('resize', () => main.setAttribute('aria-busy', 'false'));
})();
`;
  assert.deepEqual(await told('themes/recueil/assets/plain.js', script), []);
});
