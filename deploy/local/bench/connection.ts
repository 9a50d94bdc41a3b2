import { Client } from 'undici';
import { StartFailure } from '../start-failure.ts';

/** Longer than the gateway waits for a service. */
const ANSWER_MS = 15_000;
const CONNECT_MS = 5_000;

/** A request, as a client of the shop writes it. */
export interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  /** Not decoded: under load most bodies are not looked at. */
  chunks: readonly Buffer[];
}

export function textOf({ chunks }: Answer): string {
  return Buffer.concat(chunks).toString();
}

/** One keep-alive connection, for one request at a time. It uses undici's bare dispatch: the load must cost little. */
export class Connection {
  readonly #client: Client;

  constructor(baseUrl: string) {
    this.#client = new Client(baseUrl, {
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
      connect: { timeout: CONNECT_MS },
    });
  }

  /** @throws Error when there is no answer */
  send(call: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let status = 0;
      this.#client.dispatch(call, {
        onRequestStart: () => {},
        onResponseStart: (_, statusCode) => void (status = statusCode),
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve({ status, chunks }),
        onResponseError: (_, error) => reject(error),
      });
    });
  }

  /** What is still unanswered fails. */
  close(): Promise<void> {
    return this.#client.destroy();
  }
}

/** Sends one request and reads its JSON. @throws StartFailure with the answer when that is not a 2xx */
export async function call<T>(connection: Connection, request: Call): Promise<T> {
  const answer = await connection.send(request);
  if (!isSuccess(answer)) throw new StartFailure(describe(request, answer));
  return JSON.parse(textOf(answer)) as T;
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** Request and answer in one line. */
export function describe({ method, path }: Call, answer: Answer): string {
  return `${method} ${path} answered ${answer.status}: ${textOf(answer).replaceAll(/\s+/g, ' ').slice(0, 300)}`;
}
