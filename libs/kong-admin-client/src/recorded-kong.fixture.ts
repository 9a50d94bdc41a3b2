import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Exchange = {
  request: { method: string; path: string; body?: string };
  response: { status: number; body: string };
};

/** A server that gives the answers which Kong 3.9.1 gave to the same requests. What was not recorded is answered with 501. */
export async function recordedKong(
  ...files: string[]
): Promise<{ url: string; asked: string[]; close: () => Promise<unknown> }> {
  const exchanges = files.flatMap((file) => read(file).exchanges);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push(`${request.method} ${request.url}`);
      const answer = find(exchanges, request.method ?? '', request.url ?? '', body);
      response.writeHead(answer?.status ?? 501, { 'content-type': 'application/json; charset=utf-8' });
      response.end(answer?.body ?? `{"message":"not recorded: ${request.method} ${request.url}"}`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, close: () => once(server.close(), 'close') };
}

function read(file: string): { exchanges: Exchange[] } {
  return JSON.parse(readFileSync(new URL(`../transcripts/${file}.json`, import.meta.url), 'utf8')) as never;
}

/** The recorded request may have fewer query parameters than the one asked; the one with the most is the best. */
function find(exchanges: Exchange[], method: string, url: string, body: string): Exchange['response'] | undefined {
  const asked = new URL(url, 'http://kong');
  const fits = exchanges.filter(({ request }) => {
    const recorded = new URL(request.path, 'http://kong');
    const isSubset = [...recorded.searchParams].every(([name, value]) => asked.searchParams.get(name) === value);
    const isSame = request.method === method && recorded.pathname === asked.pathname;
    return isSame && isSubset && sameBody(request.body ?? '', body);
  });
  const parameters = ({ request }: Exchange) => new URL(request.path, 'http://kong').searchParams.size;
  return fits.sort((a, b) => parameters(b) - parameters(a))[0]?.response;
}

function sameBody(recorded: string, asked: string): boolean {
  return recorded === asked || (isJson(recorded) && isJson(asked) && compact(recorded) === compact(asked));
}

const compact = (json: string) => JSON.stringify(JSON.parse(json));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
