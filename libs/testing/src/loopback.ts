import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

const HOST = '127.0.0.1';

/** Starts a server on any free port. @returns its address as a URL without a path */
export async function listenOnLoopback(server: Server): Promise<string> {
  server.listen(0, HOST);
  await once(server, 'listening');
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

/** A port that nobody listens on, for a server that must be told one. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  const { port } = new URL(await listenOnLoopback(probe));
  await new Promise((closed) => probe.close(closed));
  return Number(port);
}
