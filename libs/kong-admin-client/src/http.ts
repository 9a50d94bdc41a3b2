import { KongError, KongUnreachable } from './kong-error.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

export type Answer = { status: number; body: unknown };

/** Sends requests to one Admin API. */
export class Http {
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly timeoutMs: number,
  ) {}

  async get<T>(path: string, query?: Query): Promise<T> {
    return (await this.send('GET', path, { query })).body as T;
  }

  /** @throws KongError when Kong refuses, KongUnreachable when it does not answer */
  async send(
    method: string,
    path: string,
    { query = {}, body }: { query?: Query | undefined; body?: unknown } = {},
  ): Promise<Answer> {
    const request = `${method} ${path}`;
    const { status, ok, text } = await this.#fetch(request, method, target(this.url, path, query), body);
    const json = parse(text);
    if (ok || status === 304) return { status, body: json };
    if (json === undefined && text)
      throw new KongUnreachable(request, new Error(`status ${status} without Kong's JSON`));
    throw new KongError(request, status, json ?? {});
  }

  async #fetch(request: string, method: string, url: URL, body: unknown) {
    try {
      const response = await fetch(url, {
        method,
        headers: { accept: 'application/json', ...(body !== undefined && JSON_BODY), ...this.headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return { status: response.status, ok: response.ok, text: await response.text() };
    } catch (error) {
      throw new KongUnreachable(request, error);
    }
  }
}

const JSON_BODY = { 'content-type': 'application/json' };

function target(base: string, path: string, query: Query): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

/** undefined for what is not JSON: a proxy's page, or nothing. */
function parse(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
