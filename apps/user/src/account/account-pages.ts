import { createHash } from 'node:crypto';

/** What a mailed link leads to. The token is after the #, so only the page's own script sees it, and sends it when asked to. */
type Page = { title: string; text: string; field: string; button: string; to: string; done: string };

const PAGES = {
  'verify-email': {
    title: 'Confirm your e-mail address',
    text: 'You are one step away.',
    field: '',
    button: 'This is my address',
    to: '/v1/auth/verify-email',
    done: 'Thank you. Your address is confirmed.',
  },
  'reset-password': {
    title: 'Choose a new password',
    text: 'You will be signed out everywhere.',
    field: `
      <label for="password">New password</label>
      <input id="password" name="password" type="password" autocomplete="new-password" required minlength="8" maxlength="256" />`,
    button: 'Set the password',
    to: '/v1/auth/reset-password',
    done: 'Done. You can sign in with the new password.',
  },
} satisfies Record<string, Page>;

const STYLE = `
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 24rem; padding: 10vh 1rem 2rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; }
  label { display: block; font-weight: 600; }
  input, button { box-sizing: border-box; font: inherit; min-height: 2.75rem; padding: .5rem .75rem; width: 100%; }
  button { font-weight: 600; margin-top: 1.25rem; }
  :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/** Not as the page opens: programs that look through mails open links, and the token is good for one use. */
const SCRIPT = `
  const form = document.querySelector('form');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = JSON.stringify({ ...Object.fromEntries(new FormData(form)), token: location.hash.slice(1) });
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const answer = await fetch(form.dataset.to, options).catch(() => undefined);
    const problem = answer?.ok ? undefined : await answer?.json().catch(() => undefined);
    form.hidden = answer?.ok ?? false;
    const failed = problem?.detail ?? 'That did not work. Try again in a little while.';
    document.querySelector('[role=status]').textContent = answer?.ok ? form.dataset.done : failed;
  });
`;

export function verifyEmailPage(): string {
  return pageOf(PAGES['verify-email']);
}

export function resetPasswordPage(): string {
  return pageOf(PAGES['reset-password']);
}

/** Nothing from elsewhere, nothing but this script, in no frame. */
export const POLICY = [
  `default-src 'none'`,
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  `connect-src 'self'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
].join('; ');

function pageOf({ title, text, field, button, to, done }: Page): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · Shopmesh</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p role="status">${text}</p>
      <form data-to="${to}" data-done="${done}">${field}
        <button>${button}</button>
      </form>
    </main>
    <script>${SCRIPT}</script>
  </body>
</html>
`;
}

/** As a content security policy names what it lets run (CSP 3, section 2.3.1). */
function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
