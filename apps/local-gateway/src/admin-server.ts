import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ConfigError } from './config/problem.ts';
import type { InForce } from './in-force.ts';
import { log } from './log.ts';
import { KONG } from './reply.ts';

/** A configuration is some hundred KB at most. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

type Answer = { status: number; body?: unknown };

/**
 * The part of Kong's Admin API (without a database) that a launcher waits for and that a configuration is put into force by:
 * /status, /status/ready (in Kong on the status port), /config, /jwts, and the version.
 */
export function createAdminServer(inForce: InForce, isReady: () => boolean): Server {
  const routes: Readonly<Record<string, (request: IncomingMessage, url: URL) => Answer | Promise<Answer>>> = {
    'GET /': () => ok({ version: KONG.replace('kong/', ''), tagline: 'Welcome to a stand-in for kong' }),
    'GET /status': () => ok({ configuration_hash: inForce.hash, database: { reachable: true }, server: {} }),
    'GET /status/ready': () => (isReady() ? ok({ message: 'ready' }) : { status: 503, body: { message: NOT_READY } }),
    'GET /jwts': () => ok({ data: inForce.jwtSecrets(), next: null }),
    'GET /config': () => ok({ config: inForce.text }),
    'POST /config': (request, url) => post(inForce, request, url),
  };
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://admin');
    const route = routes[`${request.method} ${url.pathname}`];
    void answer(() => route?.(request, url) ?? { status: 404, body: { message: 'Not found' } }, response);
  });
}

const NOT_READY = 'no configuration available (empty configuration present), or signing keys are missing';

const ok = (body: unknown): Answer => ({ status: 200, body });

async function answer(work: () => Answer | Promise<Answer>, response: ServerResponse): Promise<void> {
  try {
    send(response, await work());
  } catch (error) {
    log('error', 'the Admin API failed', { error: (error as Error).stack });
    send(response, { status: 500, body: { message: 'An unexpected error occurred' } });
  }
}

async function post(inForce: InForce, request: IncomingMessage, url: URL): Promise<Answer> {
  const text = configurationIn(await readBody(request), request.headers['content-type'] ?? '');
  if (text === undefined) return { status: 400, body: { message: 'expected a declarative configuration' } };
  try {
    const isNew = inForce.put(text, { unlessSame: url.searchParams.get('check_hash') === '1' });
    if (!isNew) return { status: 304 };
    log('info', 'configuration posted', { hash: inForce.hash });
    return { status: 201, body: {} };
  } catch (error) {
    const problems = error instanceof ConfigError ? error.problems : [(error as Error).message];
    log('warn', 'posted configuration refused, the old one stays', { problems });
    const message = `declarative config is invalid: {${problems.join('; ')}}`;
    const body = { message, fields: { problems }, code: 14, name: 'invalid declarative configuration' };
    return { status: 400, body };
  }
}

/** JSON `{ "config": text }`, the configuration itself as JSON, or YAML. */
function configurationIn(body: string, contentType: string): string | undefined {
  if (!/json/.test(contentType)) return body || undefined;
  try {
    const { config } = JSON.parse(body) as { config?: unknown };
    return typeof config === 'string' ? config : body;
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`a configuration of more than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(text && { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': Buffer.byteLength(text),
    Server: KONG,
  });
  response.end(text);
}
