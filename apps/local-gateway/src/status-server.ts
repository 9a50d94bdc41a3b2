import { createServer, type Server, type ServerResponse } from 'node:http';
import { KONG } from './reply.ts';

/** The part of Kong's status API that a launcher waits for. */
export function createStatusServer(isReady: () => boolean): Server {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' || (path !== '/status' && path !== '/status/ready'))
      return send(response, 404, { message: 'Not found' });
    if (path === '/status') return send(response, 200, { server: { total_requests: 0 } });
    if (isReady()) return send(response, 200, { message: 'ready' });
    send(response, 503, {
      message: 'no configuration available (empty configuration present), or signing keys are missing',
    });
  });
  return server;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    Server: KONG,
  });
  response.end(text);
}
