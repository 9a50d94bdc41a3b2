import shop from '../jest.config.mjs';

/** The shop through its gateway. E2E_BASE_URL names a running shop; without it one is started for the run. */
export default {
  ...shop,
  rootDir: '..',
  globalSetup: '<rootDir>/e2e/src/global-setup.ts',
  globalTeardown: '<rootDir>/e2e/src/global-teardown.ts',
  testMatch: ['<rootDir>/e2e/src/**/*.e2e.ts'],
  // One shop for all: specs share its stock and its limits.
  maxWorkers: 1,
  testTimeout: 60_000,
};
