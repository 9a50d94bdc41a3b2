const RESERVED = new Set("!*'();:@&=+$,/?%#[]");
const TO_ESCAPE = /[^!#$&'()*+,/:;=?@[\]A-Za-z\d\-_.~%]/;
const ALL_TO_ESCAPE = new RegExp(TO_ESCAPE, 'g');
const BROKEN_ESCAPE = /%(?![\da-f]{2})|%00/i;

/** Is the path free of escapes, dot segments and doubled slashes, as nearly all are? */
function isPlain(path: string): boolean {
  return !path.includes('%') && !path.includes('//') && !path.includes('/.');
}

/** What nginx refuses with 400 before Kong sees it: broken escapes, and `..` that climbs above the root. */
export function isMalformed(path: string): boolean {
  if (path.charCodeAt(0) !== 47) return true;
  if (isPlain(path)) return false;
  if (BROKEN_ESCAPE.test(path)) return true;
  let depth = 0;
  for (const segment of decodeUnreserved(path).split('/')) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function decodeUnreserved(path: string): string {
  return path.replace(/%([\da-f]{2})/gi, (escape, hex: string) => {
    const char = String.fromCharCode(parseInt(hex, 16));
    return RESERVED.has(char) ? escape.toUpperCase() : char;
  });
}

/** The path that routes are matched against: unreserved escapes decoded, dot segments resolved, slashes merged. */
export function normalizePath(path: string): string {
  if (isPlain(path)) return path;
  const kept: string[] = [];
  const segments = decodeUnreserved(path).split('/');
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1;
    if (segment === '..') kept.pop();
    if (segment === '.' || segment === '..' || segment === '') {
      if (last) kept.push('');
      return;
    }
    kept.push(segment);
  });
  return `/${kept.join('/')}`;
}

/** Percent-encodes what may not stand in a request line, leaving existing escapes alone. */
export function escapePath(path: string): string {
  if (!TO_ESCAPE.test(path)) return path;
  return path.replace(ALL_TO_ESCAPE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/**
 * The path sent upstream: the service's path, then what of the request's path is left after the matched prefix.
 * @param prefix the matched part of the path when the route strips it, else undefined.
 */
export function upstreamPath(base: string, path: string, prefix: string | undefined): string {
  if (prefix === undefined) return keepPath(base, path);
  let rest = path.slice(prefix.length);
  if (rest === '.' || rest === '..') rest = '';
  else if (rest.startsWith('./')) rest = rest.slice(2);
  else if (rest.startsWith('../')) rest = rest.slice(3);
  const bare = base.endsWith('/') ? base.slice(0, -1) : base;
  if (rest !== '') return rest.startsWith('/') ? bare + rest : `${bare}/${rest}`;
  if (base === '/') return '/';
  return path.endsWith('/') && (path.length > 1 || base.endsWith('/')) ? `${bare}/` : bare;
}

function keepPath(base: string, path: string): string {
  if (base.endsWith('/')) return base + path.slice(1);
  return path === '/' ? base : base + path;
}
