import { appendFileSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Charge } from './api.schema.ts';

/** When it was done: RFC 3339, UTC. */
type At = { at: string };
type ChargeTerms = Omit<Charge, 'refunded' | 'createdAt' | 'updatedAt'>;

/** Something the provider did. `print` is the fingerprint of the call that was made with `key`. */
export type Effect = At &
  (
    | ({ type: 'charge'; key: string; print: string } & ChargeTerms)
    | { type: 'cancel'; id: string; reference: string }
    | { type: 'refund'; key: string; print: string; id: string; reference: string; amount: number }
  );

/** The append-only file of all effects. A line that was cut off by the end of the process was never answered, and goes. */
export class Journal {
  readonly #file: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a+');
  }

  /** @throws SyntaxError when a whole line is not JSON: then nothing in the file can be trusted */
  read(): Effect[] {
    const bytes = readFileSync(this.#file);
    const end = bytes.lastIndexOf('\n') + 1;
    if (end < bytes.length) ftruncateSync(this.#file, end);
    const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Effect);
  }

  /** Returns when the line is with the operating system, so that it survives the end of this process. */
  append(effect: Effect): void {
    appendFileSync(this.#file, `${JSON.stringify(effect)}\n`);
  }
}
