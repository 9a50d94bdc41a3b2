import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseKongFile } from '../config/kong-file.ts';
import { Gateway } from '../gateway.ts';
import { Runtime } from '../runtime.ts';
import { EchoUpstream, type Seen } from './echo-upstream.ts';
import { exchangeBytes, type RawResponse } from './raw-client.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

export interface RecordedExchange {
  readonly label: string;
  readonly request: { method?: string; path?: string; headers?: Pairs; body?: string; raw?: string; tls?: boolean };
  readonly response: { status: number | null; headers: Pairs; body: string };
  readonly upstream: readonly Seen[] | null;
}

export interface Transcript {
  readonly name: string;
  readonly config: string;
  readonly exchanges: readonly RecordedExchange[];
}

const FOLDER = join(import.meta.dirname, '../../transcripts');

export function readTranscripts(): Transcript[] {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return files.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Transcript);
}

/** The ports of the recordings: an upstream that echoes, and one where nothing listens. */
const ECHO_PORT = 19_999;
const CLOSED_PORT = 19_666;
/** The ports that Kong itself listened on. */
const KONG_PORTS = /^(18000|18443)$/;

/** Replays a transcript in order. @returns per exchange, how the answer differs from the recorded one; empty: it does not. */
export async function replay(transcript: Transcript): Promise<Map<RecordedExchange, string[]>> {
  const upstream = new EchoUpstream();
  const echo = `127.0.0.1:${await upstream.listen()}`;
  const clock = { time: 0, now: () => clock.time };
  const connect = new Map([
    [`127.0.0.1:${ECHO_PORT}`, echo],
    [`localhost:${ECHO_PORT}`, echo],
    [`127.0.0.1:${CLOSED_PORT}`, '127.0.0.1:1'],
  ]);
  const gateway = new Gateway(parseKongFile(transcript.config), new Runtime(clock, 1, connect));
  const port = await gateway.listen(0, '127.0.0.1');
  const outcome = new Map<RecordedExchange, string[]>();
  for (const recorded of transcript.exchanges) {
    upstream.seen.length = 0;
    clock.time = recordedTime(recorded) ?? clock.time;
    const response = await exchangeBytes(port, requestBytes(recorded.request), recorded.request.method === 'HEAD');
    outcome.set(recorded, differences(recorded, response, [...upstream.seen], port));
  }
  await gateway.stop();
  upstream.close();
  return outcome;
}

/** A cached response keeps the date of when it was made, so its age has passed since. */
function recordedTime({ response }: RecordedExchange): number | undefined {
  const header = (wanted: string) => response.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const date = header('date');
  return date === undefined ? undefined : Date.parse(date) + Number(header('age') ?? 0) * 1000;
}

function requestBytes({ method, path, headers, body, raw }: RecordedExchange['request']): Buffer {
  if (raw !== undefined) return Buffer.from(raw, 'latin1');
  const lines = [`${method} ${path} HTTP/1.1`, ...(headers ?? []).map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`, 'latin1');
}

function differences(recorded: RecordedExchange, response: RawResponse, seen: readonly Seen[], port: number): string[] {
  const found: string[] = [];
  const compare = (what: string, expected: unknown, actual: unknown): void => {
    const [left, right] = [JSON.stringify(expected), JSON.stringify(actual)];
    if (left !== right) found.push(`${what}: Kong ${left}, here ${right}`);
  };
  const expectedSeen = recorded.upstream ?? [];
  compare('status', recorded.response.status ?? undefined, response.status);
  compare('body', settle(recorded.response.body), settle(response.body));
  const ofEcho = recorded.request.method === 'HEAD' || recorded.response.body.startsWith('{"echo"');
  compare('headers', comparable(recorded.response.headers, ofEcho), comparable(response.headers, ofEcho));
  compare('requests upstream', expectedSeen.length, seen.length);
  expectedSeen.forEach((expected, i) => {
    const actual = seen[i];
    if (!actual) return;
    compare('upstream method', expected.method, actual.method);
    compare('upstream url', expected.url, actual.url);
    compare('upstream body', sameBody(expected), sameBody(actual));
    compare('upstream headers', comparable(expected.headers), comparable(withRecordedPort(actual.headers, port)));
  });
  return found;
}

/** Vary from run to run, or belong to the connection. */
const VOLATILE = new Set([
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'x-kong-request-id',
  'x-kong-upstream-latency',
  'x-kong-proxy-latency',
  'x-kong-response-latency',
]);

/** Headers in one order and spelling; the length of an echo depends on the count in it. */
function comparable(headers: Pairs, ofEcho = false): string[] {
  return headers
    .map(([name, value]) => [name.toLowerCase(), settle(value)] as const)
    .filter(([name, value]) => !VOLATILE.has(name) && !(name === 'content-length' && (ofEcho || value === '0')))
    .map(([name, value]) => `${name}: ${name === 'x-forwarded-port' ? value.replace(KONG_PORTS, 'PORT') : value}`)
    .sort();
}

function withRecordedPort(headers: Pairs, port: number): Pairs {
  return headers.map(([name, value]) =>
    name.toLowerCase() === 'x-forwarded-port' && value === String(port) ? [name, '18000'] : [name, value],
  );
}

/** Blanks what is random or counted: request ids, version 4 UUIDs, the echo's count, correlation ids. */
function settle(text: string): string {
  return text
    .replace(/\b[\da-f]{32}\b/g, 'REQUEST-ID')
    .replace(/\b[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}(#\d+)?\b/g, (_, count) =>
      count ? 'UUID#N' : 'UUID',
    )
    .replace(/"n":\d+/, '"n":0')
    .replace(/^127\.0\.0\.1-\d+-\d+-\d+-\d+-[\d.]+$/, 'TRACKER');
}

/** Neither the order of a form's fields nor that of a JSON object's means anything. */
function sameBody({ headers, body }: Seen): unknown {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (type.includes('x-www-form-urlencoded')) return body.split('&').sort();
  if (!type.includes('application/json')) return body;
  try {
    return Object.entries(JSON.parse(body) as object).sort();
  } catch {
    return body;
  }
}
