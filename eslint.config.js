import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      'coverage',
      'site',
      'node_modules',
      '.stryker-tmp',
      'reports',
      'test/.docs',
      'test/package/consumers',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.config.ts'] } } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends', allowObjectTypes: 'always' },
      ],
    },
  },
  {
    files: ['src/**'],
    rules: {
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'max-lines-per-function': ['error', { max: 25, skipBlankLines: true, skipComments: true }],
      // five, where an object that held them would be made for each event
      'max-params': ['error', 5],
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The library has no clock.' },
        { object: 'Math', property: 'random', message: 'The library has no randomness.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The library has no clock.',
        },
        { selector: 'CallExpression[callee.name="Date"]', message: 'The library has no clock.' },
        {
          selector: 'CallExpression[callee.name="eval"]',
          message: 'The library runs no code that it is given.',
        },
      ],
    },
  },
  {
    // the usual record is built of so many values; an object that held them would be made for each event
    files: ['src/plan.ts', 'src/builders.ts'],
    rules: {
      'max-params': ['error', 7],
      'max-lines-per-function': ['error', { max: 30, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // tables, and what they are made of
    files: ['src/segment/ecommerce.ts', 'src/miso/interactions.ts', 'src/builders.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['test/types/**'],
    rules: { '@typescript-eslint/no-meaningless-void-operator': 'off' },
  },
  {
    files: ['test/**', '*.config.ts'],
    rules: {
      // tests hand in what the types forbid, and look into what comes out
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
