// What the scripts may not do: those that readers get (themes/NAME/assets), that of the preview, and those of these tests.
//
// Run from the root of the repository, as tests/run does:
//   node tests/browser/node_modules/eslint/bin/eslint.js --config tests/browser/eslint.config.mjs tests/browser themes src/serve

import js from '@eslint/js';
import globals from 'globals';

/** Names that every window has: a variable that was forgotten would be taken for one of them. */
const EASILY_MEANT = [
  'blur', 'close', 'closed', 'content', 'event', 'external', 'find', 'focus', 'frames', 'length', 'menubar', 'name',
  'navigation', 'open', 'opener', 'origin', 'parent', 'print', 'scroll', 'self', 'status', 'stop', 'toolbar', 'top',
];

/**
 * What a mistake looks like, beyond the rules that ESLint recommends.
 *
 * @type {import('eslint').Linter.RulesRecord}
 */
const MISTAKES = {
  'array-callback-return': 'error',
  'consistent-return': 'error',
  'default-case-last': 'error',
  eqeqeq: 'error',
  'guard-for-in': 'error',
  'no-constructor-return': 'error',
  'no-eval': 'error',
  'no-extend-native': 'error',
  'no-implied-eval': 'error',
  'no-lone-blocks': 'error',
  'no-loop-func': 'error',
  'no-new-func': 'error',
  'no-restricted-globals': ['error', ...EASILY_MEANT],
  'no-return-assign': 'error',
  'no-self-compare': 'error',
  'no-sequences': 'error',
  'no-template-curly-in-string': 'error',
  'no-throw-literal': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unused-expressions': 'error',
  'no-unused-vars': ['error', { caughtErrors: 'all' }],
  'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
  'no-useless-assignment': 'error',
  'no-useless-concat': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  radix: 'error',
};

/** Ways from text to markup or code: what a corpus says must come out as words. */
const TEXT_TO_MARKUP = [
  'createContextualFragment',
  'innerHTML',
  'insertAdjacentHTML',
  'outerHTML',
  'parseFromString',
  'setHTMLUnsafe',
  'srcdoc',
].map((property) => ({ property, message: 'Text becomes markup here: make elements and set textContent.' }));

/** @type {import('eslint').Linter.Config[]} */
export default [
  { ignores: ['**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['tests/browser/**/*.mjs', 'benches/**/*.mjs'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: { ...globals.node, ...globals.browser } },
    // Hostile texts and their finders are full of control characters.
    rules: { ...js.configs.recommended.rules, ...MISTAKES, 'no-control-regex': 'off' },
  },
  {
    files: ['themes/*/assets/**/*.js', 'src/serve/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: globals.browser },
    rules: {
      ...js.configs.recommended.rules,
      ...MISTAKES,
      'no-alert': 'error',
      'no-console': 'error',
      'no-implicit-globals': ['error', { lexicalBindings: true }],
      'no-script-url': 'error',
      'no-restricted-properties': [
        'error',
        ...TEXT_TO_MARKUP,
        { object: 'document', property: 'write', message: 'It takes the page away.' },
        { object: 'document', property: 'writeln', message: 'It takes the page away.' },
        { object: 'navigator', property: 'sendBeacon', message: 'Nothing is told about readers.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'Modules do not load from a folder: put a script element into the page.' },
        {
          selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value=/^(on|srcdoc$)/i]',
          message: 'Code in an attribute: add a listener.',
        },
      ],
      strict: ['error', 'function'],
    },
  },
];
