import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

/** Ways to put a string into the page as markup, or to style an element so that a strict CSP refuses it. */
const UNSAFE_IMPORTS = ['unsafe-html', 'unsafe-svg', 'unsafe-mathml', 'static-html', 'style-map'].map(
  (name) => ({
    group: [`lit/directives/${name}*`, `lit-html/directives/${name}*`, `lit/${name}*`],
    message: 'Text is rendered as text; styles are classes (see SECURITY.md).',
  }),
);

const MARKUP_SINKS = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
    message: 'Render with a Lit template: a string never becomes markup.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
    message: 'Render with a Lit template: a string never becomes markup.',
  },
];

const STRICT_RULES = {
  eqeqeq: ['error', 'always'],
  'no-restricted-syntax': ['error', ...MARKUP_SINKS],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
};

const ELEMENT_RULES = {
  ...litA11y.configs.recommended.rules,
  'no-console': ['error', { allow: ['warn', 'error'] }],
  'no-restricted-imports': ['error', { patterns: UNSAFE_IMPORTS }],
  'lit/attribute-names': 'error',
  'lit/ban-attributes': ['error', 'style'],
  'lit/lifecycle-super': 'error',
  'lit/no-classfield-shadowing': 'error',
  'lit/no-this-assign-in-render': 'error',
  'lit/no-useless-template-literals': 'error',
  'lit/prefer-nothing': 'error',
  'lit/prefer-static-styles': 'error',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      // A build that is under way, which takes its folder away when it is done.
      'dist.*.tmp/',
      'dist-demo/',
      'dist-demo.*.tmp/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      '.casement/',
      'src/backend/rest/schema.ts',
    ],
  },
  ...tseslint.configs.recommended,
  // Rules that ask for types are in .oxlintrc.json: there they take a tenth of the time.
  { rules: STRICT_RULES },
  {
    ...lit['flat/recommended'],
    files: ['src/**/*.ts', 'test/**/*.ts'],
  },
  {
    ...wc['flat/best-practice'],
    files: ['src/**/*.ts'],
    // Without it the wc rules do not see Lit classes as elements.
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    rules: ELEMENT_RULES,
  },
  {
    // chai asserts by properties.
    files: ['test/**/*.ts'],
    ignores: ['test/server/**', 'test/checks/**', 'test/storage/**'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
