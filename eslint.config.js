import tseslint from 'typescript-eslint';

// folder of src -> the folders that are built on it; it may use their types, but not their code
const layers = [
  ['segment', 'miso/|fields/|rules/|options/|engine/'],
  ['miso', 'segment/|fields/|rules/|options/|engine/'],
  ['fields', 'rules/|options/|engine/'],
  ['rules', 'options/|engine/'],
  ['options', 'engine/'],
];

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
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'max-lines-per-function': ['error', { max: 25, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The library never reads the current time.' },
        { object: 'Math', property: 'random', message: 'The library uses no randomness.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The library never reads the current time.',
        },
        {
          selector: 'CallExpression[callee.name="Date"]',
          message: 'The library never reads the current time.',
        },
        {
          selector: 'CallExpression[callee.name="eval"]',
          message: 'The library never runs code from strings.',
        },
      ],
    },
  },
  ...layers.map(([folder, later]) => ({
    files: [`src/${folder}/**`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^\\.\\./(?:${later}|index\\.|createMapper\\.|mapSegmentEvent\\.|batch\\.)`,
              message: `${folder}/ must not depend on what is built on it.`,
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  })),
  {
    // tables
    files: ['src/segment/ecommerce.ts', 'src/miso/interactions.ts'],
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
