/** Kong answers its own errors in the form that the client asks for. */

const JSON_TYPE = 'application/json; charset=utf-8';
const PLAIN_TYPE = 'text/plain; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';
const XML_TYPE = 'application/xml; charset=utf-8';

const TYPES: Readonly<Record<string, string>> = {
  'application/json': JSON_TYPE,
  'application/*': JSON_TYPE,
  'application/xml': XML_TYPE,
  'text/html': HTML_TYPE,
  'text/plain': PLAIN_TYPE,
  'text/*': PLAIN_TYPE,
};

const BODIES: Readonly<Record<string, (message: string, requestId: string) => string>> = {
  [JSON_TYPE]: (message, id) => `{\n  "message":"${message}",\n  "request_id":"${id}"\n}`,
  [PLAIN_TYPE]: (message, id) => `${message}\nrequest_id: ${id}\n`,
  [HTML_TYPE]: (message, id) =>
    `<!doctype html>\n<html>\n  <head>\n    <meta charset="utf-8">\n    <title>Error</title>\n  </head>\n  <body>\n    <h1>Error</h1>\n    <p>${message}.</p>\n    <p>request_id: ${id}</p>\n  </body>\n</html>\n`,
  [XML_TYPE]: (message, id) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<error>\n  <message>${message}</message>\n  <requestid>${id}</requestid>\n</error>\n`,
};

const TOKEN = String.raw`[a-z0-9][a-z0-9\-!#$&^_+.]+`;
const MEDIA = new RegExp(
  String.raw`^((?:${TOKEN}|\*)\/(?:${TOKEN}|\*))(?:\s*;\s*q=(1(?:\.0{0,3})?|0(?:\.\d{0,3})?)|\s*;\s*${TOKEN}(?:=[^;]*)?)*`,
  'i',
);

/** The content type of an error for an Accept header: the known type of highest quality, JSON when in doubt. */
export function errorType(accept: string | undefined): string {
  let chosen = JSON_TYPE;
  let best = 0;
  for (const part of accept?.split(',') ?? []) {
    const match = MEDIA.exec(part.trim());
    if (!match) continue;
    const quality = match[2] === undefined ? 1 : Number(match[2]);
    if (quality <= best) continue;
    best = quality;
    chosen = TYPES[match[1]!] ?? JSON_TYPE;
  }
  return chosen;
}

export function errorBody(type: string, message: string, requestId: string): string {
  return BODIES[type]!(message, requestId);
}

/** What Kong says when nginx, not a plugin, ends the request. */
export const NGINX_MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  405: 'Method not allowed',
  408: 'Request timeout',
  413: 'Payload too large',
  494: 'Request header or cookie too large',
  500: 'An unexpected error occurred',
  502: 'An invalid response was received from the upstream server',
  503: 'The upstream server is currently unavailable',
  504: 'The upstream server is timing out',
};

/** nginx's errors look at Content-Type when there is no Accept, and are plain text when there is neither. */
export function nginxErrorType(accept: string | undefined, contentType: string | undefined): string {
  return errorType(accept ?? contentType ?? 'text/plain');
}

/** JSON as Kong's encoder writes it: compact, slashes escaped. */
export function compactJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}
