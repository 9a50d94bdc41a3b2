import e2e from '../jest.config.mjs';

/** Faults on the real processes. Each file starts a shop of its own, since it does to it what no other spec would survive. */
export default {
  ...e2e,
  rootDir: '../..',
  globalSetup: '<rootDir>/e2e/faults/global-setup.ts',
  globalTeardown: '<rootDir>/e2e/faults/global-teardown.ts',
  testMatch: ['<rootDir>/e2e/faults/**/*.faults.ts'],
  // A cell: a load of a few seconds, a fault of up to thirty, and a minute to recover.
  testTimeout: 180_000,
};
