/** Where the specs find the shop. They know nothing else of how it runs, but for what only the embedded one offers. */
export type Target = {
  baseUrl: string;
  /** Data folder of a shop started for the run; undefined when a base URL was given. */
  dataDir?: string;
};

export const TARGET_VARIABLE = 'E2E_TARGET';

/** A new signing key takes over after seconds instead of an hour in a shop started for the run. */
export const KEY_LEAD_SECONDS = 10;

/** The target that the global set-up has chosen. */
export function target(): Target {
  const text = process.env[TARGET_VARIABLE];
  if (!text) throw new Error('no target: run the end-to-end specs with e2e/jest.config.mjs');
  return JSON.parse(text) as Target;
}

/** Demo accounts of the seed; a deployed shop may have others. */
export const ACCOUNTS = {
  admin: {
    email: process.env['E2E_ADMIN_EMAIL'] ?? 'admin@shopmesh.example',
    password: process.env['E2E_ADMIN_PASSWORD'] ?? 'admin of the demo',
  },
  staff: {
    email: process.env['E2E_STAFF_EMAIL'] ?? 'staff@shopmesh.example',
    password: process.env['E2E_STAFF_PASSWORD'] ?? 'staff of the demo',
  },
};
