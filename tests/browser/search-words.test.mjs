// The words of texts are those that the index has: both sides say what tests/search/vectors.txt says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { wordsOf } from './search-engine.mjs';

const words = wordsOf(fileURLToPath(new URL('../../themes/recueil/assets', import.meta.url)));
const vectors = readFileSync(new URL('../search/vectors.txt', import.meta.url), 'utf8');

/**
 * @param {string} language
 * @param {string} text
 */
function told(language, text) {
  /** @type {string[]} */
  const said = [];
  let next = 0;
  for (const token of words.tokens(words.normal(text))) {
    if (token.position !== next) said.push(`@${token.position}`);
    next = token.position + 1;
    const folded = words.folded(token.exact);
    said.push(`${token.exact}${words.isStop(token) ? '*' : ''}:${folded}:${words.stem(folded, language)}`);
  }
  return said.join(' ');
}

test('the words of each vector', () => {
  const lines = vectors.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.ok(lines.length > 20, `only ${lines.length} vectors`);
  for (const line of lines) {
    const [language = '', text = '', expected = ''] = line.split(' | ');
    assert.equal(told(language, JSON.parse(`"${text}"`)), expected, text);
  }
});

test('a word stands where it is said to stand', () => {
  const text = 'L’ARS d’Île-de-France : 12 500 équipements\nA.R.S.';
  const found = words.tokens(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual([...found], ['ARS', 'Île', 'de', 'France', '12 500', 'équipements', 'A.R.S.']);
});

test('what readers type with the capitals left on is taken word for word', () => {
  assert.ok(words.tokens('ACCORD SUR LA FONCTION PUBLIQUE', true).every((token) => token.acronym));
  assert.ok(words.tokens('ACCORD SUR LA FONCTION PUBLIQUE').every((token) => !token.acronym));
});
