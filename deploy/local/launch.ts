import type { App } from './apps.ts';
import type { Environment } from './environment.ts';
import type { Fleet } from './fleet.ts';
import type { Secrets } from './secrets.ts';

/** What every step of starting a shop needs to know. */
export interface Launch {
  /** The folder with apps/ and deploy/. */
  root: string;
  dataDir: string;
  apps: readonly App[];
  gatewayPort: number;
  databasePort: number;
  /** `http://localhost:8000`: where clients go, and what access tokens name as their issuer. */
  baseUrl: string;
  /** Multiplies the gateway's rate limits. */
  limitFactor: number;
  /** Settings over those of deploy/env, by app; to be read at each start of the app. */
  env: Readonly<Record<string, Environment>>;
  secrets: Secrets;
  fleet: Fleet;
  /** Aborted when the shop is told to stop. */
  signal: AbortSignal;
}
