import { jest } from '@jest/globals';
import * as telemetry from '@shopmesh/telemetry';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The services log nothing. Making a logger costs more than a checkout, and each run starts half a dozen processes. */
export function silenceLogs(): void {
  const mocked = { ...telemetry, createLogger: () => silent };
  jest.unstable_mockModule('@shopmesh/telemetry', () => mocked);
}
