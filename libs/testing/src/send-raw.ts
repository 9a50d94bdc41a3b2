import { request, type IncomingHttpHeaders } from 'node:http';

/** Sends a GET with headers exactly as they are listed, repeated ones included. @param headers name, value, name, value, … */
export function sendRaw(url: string, headers: string[]): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const host = new URL(url).host;
    const sent = request(url, { headers: ['host', host, ...headers], agent: false }, (response) => {
      response.resume().once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.once('error', reject).end();
  });
}
