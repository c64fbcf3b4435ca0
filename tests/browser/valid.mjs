// What valid HTML is: the rules that every page of every theme keeps.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** Rules that are the same for every page: they are put together for the first one. */
class Rules extends StaticConfigLoader {
  /** @type {ReturnType<StaticConfigLoader['getConfigFor']> | undefined} */
  #rules;

  /**
   * @override
   * @param {string} file
   */
  getConfigFor(file) {
    return (this.#rules ??= super.getConfigFor(file));
  }
}

/** The rules of the HTML standard and of documents; those of style are left to the theme. */
const validator = new HtmlValidate(
  new Rules({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      'no-inline-style': 'off',
      'no-raw-characters': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'prefer-native-element': 'off',
      'require-sri': 'off',
      'valid-id': ['error', { relaxed: true }],
    },
  }),
);

/**
 * What is wrong with a page, one fault for each place.
 *
 * @param {{ html: string, file: string, path: string }} page
 * @returns {Promise<import('./faults.mjs').Fault[]>}
 */
export async function invalid({ html, file, path }) {
  const report = await validator.validateString(html, file);
  const messages = report.results.flatMap((result) => result.messages);
  return messages.map(({ line, column, ruleId, message, selector }) => ({
    at: `/${path} ${line}:${column} ${selector ?? ''}`,
    what: `${ruleId}: ${message}`,
  }));
}
