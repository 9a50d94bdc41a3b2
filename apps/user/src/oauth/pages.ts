import { createHash } from 'node:crypto';

/** Markup that needs no more escaping. */
class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes all that is put in, but for {@link Html}. */
function html(parts: TemplateStringsArray, ...values: (string | Html | readonly Html[])[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(markup)));
}

function markup(value: string | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value !== 'string') return value.map(({ text }) => text).join('');
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const NOTHING = new Html('');

const STYLE = `
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 24rem; padding: 10vh 1rem 2rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; }
  label { display: block; font-weight: 600; margin-top: 1rem; }
  input, button { box-sizing: border-box; font: inherit; min-height: 2.75rem; padding: .5rem .75rem; width: 100%; }
  button { font-weight: 600; margin-top: 1.25rem; }
  :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  [role=alert] { border-left: 4px solid #c62828; padding-left: .75rem; }
  form + form button { font-weight: 400; margin-top: .75rem; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Nothing from elsewhere, no script, in no frame, kept nowhere.
 * @param target where the forms may lead beside here: browsers look at redirects too
 */
export function pageHeaders(target = ''): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      `default-src 'none'`,
      `style-src 'sha256-${STYLE_HASH}'`,
      `form-action 'self' ${target}`.trim(),
      `frame-ancestors 'none'`,
      `base-uri 'none'`,
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

function page(title: string, main: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Shopmesh</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html>`.text;
}

/** The forms of a page post below this path. */
type Asked = { path: string; client: string };

/** @param error why the last try did not work; `email` is what was typed then */
export function signInPage({ path, client, email = '', error }: Asked & { email?: string; error?: string }): string {
  // Whoever comes back after an error has the address there already.
  const [atEmail, atPassword] = email ? [NOTHING, html`autofocus`] : [html`autofocus`, NOTHING];
  const fault = error === undefined ? NOTHING : html`aria-describedby="error"`;
  const main = html`
    <h1>Sign in</h1>
    <p>to continue to <strong>${client}</strong></p>
    ${error === undefined ? NOTHING : html`<p id="error" role="alert">${error}</p>`}
    <form method="post" action="${path}/login">
      <label for="email">E-mail address</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        required
        value="${email}"
        ${fault}
        ${atEmail}
      />
      <label for="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        ${fault}
        ${atPassword}
      />
      <button>Sign in</button>
    </form>
    ${cancelForm(path)}
  `;
  return page(error === undefined ? 'Sign in' : 'Error: Sign in', main);
}

/** @param meanings what the client asks for, in words */
export function consentPage({ path, client, email, meanings }: Asked & { email: string; meanings: string[] }): string {
  const main = html`
    <h1>Allow ${client}?</h1>
    <p>You are signed in as <strong>${email}</strong>. <strong>${client}</strong> would like to:</p>
    <ul>
      ${meanings.map((meaning) => html`<li>${meaning}</li>`)}
    </ul>
    <form method="post" action="${path}/consent">
      <button>Allow</button>
    </form>
    ${cancelForm(path)}
  `;
  return page(`Allow ${client}?`, main);
}

function cancelForm(path: string): Html {
  return html`<form method="post" action="${path}/abort"><button>Cancel</button></form>`;
}

/** For what cannot go on. @param detail for whoever builds the client */
export function errorPage(detail: string): string {
  const main = html`
    <h1>That did not work</h1>
    <p role="alert">Go back to the application that you came from and start again.</p>
    <p>${detail}</p>
  `;
  return page('Error', main);
}
