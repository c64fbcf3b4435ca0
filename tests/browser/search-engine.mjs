// The search engine of a built site without a browser: its scripts in a context of their own, which reads files as a page does.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

/** @typedef {{ src: string, onload: () => void, onerror: (error: unknown) => void }} Script */

/**
 * @param {string} folder  the site
 * @returns {{ engine: Promise<Search.Engine>, loaded: Map<string, number> }}  and the bytes of each file that was loaded
 */
export function engineOf(folder) {
  /** @type {Map<string, number>} */
  const loaded = new Map();
  /** @param {Script} script */
  const append = (script) =>
    queueMicrotask(() => {
      const file = script.src.split('?')[0] ?? '';
      try {
        const text = readFileSync(`${folder}/${file}`, 'utf8');
        loaded.set(file, Buffer.byteLength(text));
        vm.runInContext(text, context, { filename: file });
        script.onload();
      } catch (error) {
        script.onerror(error);
      }
    });
  const document = { createElement: () => ({ remove: () => undefined }), head: { append } };
  const context = vm.createContext({ document });
  vm.runInContext('var window = globalThis;', context);
  vm.runInContext(readFileSync(`${folder}/assets/search-engine.js`, 'utf8'), context);
  return { engine: vm.runInContext('recueilSearch.open("")', context), loaded };
}

/**
 * What texts are taken apart with.
 *
 * @param {string} assets  the folder of the theme's scripts
 * @returns {Search.Words}
 */
export function wordsOf(assets) {
  const context = vm.createContext({});
  vm.runInContext('var window = globalThis;', context);
  vm.runInContext(readFileSync(`${assets}/search-words.js`, 'utf8'), context);
  return vm.runInContext('recueilWords', context);
}
