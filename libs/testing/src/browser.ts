export type Page = { status: number; headers: Headers; text: string; url: string };

/** As much of a browser as signing in needs: follows redirects, keeps cookies by path, sends forms. */
export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  /** @param origin of the shop; a redirect to anywhere else is where it stops: `url` tells where to */
  constructor(private readonly origin: string) {}

  async open(url: string, form?: Record<string, string>): Promise<Page> {
    const response = await fetch(url, {
      headers: { cookie: this.#cookiesFor(new URL(url).pathname) },
      redirect: 'manual',
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const text = await response.text();
    const location = response.headers.get('location');
    if (!location) return { status: response.status, headers: response.headers, text, url };
    const target = new URL(location, url);
    if (target.origin === this.origin) return this.open(target.href);
    return { status: response.status, headers: response.headers, text, url: target.href };
  }

  /** Sends the form of a page whose action ends as said. */
  send(page: Page, ending: string, fields: Record<string, string> = {}): Promise<Page> {
    const actions = [...page.text.matchAll(/<form[^>]* action="([^"]+)"/g)].map(([, action]) => action!);
    const action = actions.find((it) => it.endsWith(ending));
    if (!action) throw new Error(`no form that ends in ${ending} on ${page.url}:\n${page.text}`);
    return this.open(new URL(action, page.url).href, fields);
  }

  /** Value of the cookie of a name. @throws Error when there is none */
  cookie(name: string): string {
    const kept = [...this.#cookies.values()].find(({ value }) => value.startsWith(`${name}=`));
    if (!kept) throw new Error(`no cookie ${name}`);
    return kept.value.slice(name.length + 1);
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const path = /; path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
    if (value) this.#cookies.set(`${name} ${path}`, { value: `${name}=${value}`, path });
    else this.#cookies.delete(`${name} ${path}`);
  }

  #cookiesFor(path: string): string {
    const fitting = [...this.#cookies.values()].filter(
      (it) => path === it.path || path.startsWith(it.path.replace(/\/?$/, '/')),
    );
    return fitting.map(({ value }) => value).join('; ');
  }
}
