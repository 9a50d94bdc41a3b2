import tseslint from 'typescript-eslint';

/** Packages of apps: nothing may import them. They meet over the network. */
const APPS = ['user', 'product', 'order', 'payment', 'payment-simulator', 'local-gateway', 'gateway-sync'].map(
  (app) => `@shopmesh/${app}`,
);

const forbid = (group, message) => ({ group, message });
const INTO_APPS = forbid(
  [...APPS, ...APPS.map((app) => `${app}/*`), '**/apps/**'],
  'An app is called over the network, never imported.',
);
const INTO_INSIDES = forbid(['@shopmesh/*/src/*', '@shopmesh/*/dist/*', '**/libs/**'], 'Import a library by its name.');
const INTO_TESTS = forbid(['@shopmesh/testing', '**/*.test.ts'], 'Only tests import test code.');

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.nx/', '.shopmesh/', 'libs/contracts/src/gen/', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-imports': ['error', { patterns: [INTO_APPS, INTO_INSIDES, INTO_TESTS] }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      // `== null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // The launcher and the end-to-end tests run apps, and tests import test code.
    files: ['**/*.test.ts', '**/*.fixture.ts', 'e2e/**', 'libs/testing/**', 'deploy/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [INTO_APPS, INTO_INSIDES] }] },
  },
  {
    // The simulation runs the services' own code in one process, on a network of its own.
    files: ['e2e/simulation/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [INTO_INSIDES] }] },
  },
  {
    // What a body holds is what these assert.
    files: ['**/*.test.ts', '**/*.fixture.ts', 'e2e/**', 'libs/testing/**'],
    rules: {
      ...Object.fromEntries(
        [
          'explicit-any',
          'unsafe-assignment',
          'unsafe-member-access',
          'unsafe-call',
          'unsafe-return',
          'unsafe-argument',
        ].map((rule) => [`@typescript-eslint/no-${rule}`, 'off']),
      ),
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    // Jest calls the default export.
    files: ['**/global-*.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);
