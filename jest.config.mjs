/** One configuration for every package; `jest apps/order` runs one of them. Databases come from one embedded Postgres. */
export default {
  globalSetup: '<rootDir>/libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/global-teardown.ts',
  testMatch: [
    '<rootDir>/{apps,libs}/*/src/**/*.test.ts',
    '<rootDir>/deploy/**/*.test.ts',
    '<rootDir>/e2e/simulation/**/*.test.ts',
  ],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.nx/', '<rootDir>/.shopmesh/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['@shopmesh/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  coverageProvider: 'v8',
  // Jest would leave a core to the editor, which on two cores doubles the time.
  maxWorkers: '100%',
  testTimeout: 20_000,
};
