import { connect } from 'node:net';

export interface RawResponse {
  /** Undefined when what came back was no HTTP response. */
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const TIMEOUT_MS = 10_000;

/** Sends these bytes and reads one response; unlike node:http it sends anything, well-formed or not. */
export function exchangeBytes(port: number, request: Buffer, isHead: boolean): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const finish = (): void => {
      socket.destroy();
      resolve(parse(received, isHead));
    };
    socket.setTimeout(TIMEOUT_MS, () => reject(new Error('no response in time')));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (isComplete(received, isHead)) finish();
    });
    socket.on('end', finish);
    socket.on('error', finish);
  });
}

function parse(bytes: Buffer, isHead: boolean): RawResponse {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = end < 0 ? [] : text.slice(0, end).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(first)?.[1];
  if (status === undefined) return { status: undefined, headers: [], body: '' };
  const headers = lines.map(
    (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  const body = bytes.subarray(end + 4).toString();
  return { status: Number(status), headers, body: isHead ? '' : isChunked(headers) ? unchunk(body) : body };
}

function isComplete(bytes: Buffer, isHead: boolean): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const { status, headers } = parse(bytes.subarray(0, end + 4), true);
  if (isHead || status === 204 || status === 304) return true;
  if (isChunked(headers)) return bytes.subarray(-5).toString() === '0\r\n\r\n';
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  return length !== undefined && bytes.length - end - 4 >= Number(length);
}

function isChunked(headers: RawResponse['headers']): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'transfer-encoding' && value === 'chunked');
}

function unchunk(text: string): string {
  let rest = text;
  let body = '';
  for (let size = parseInt(rest, 16); size > 0; size = parseInt(rest, 16)) {
    const start = rest.indexOf('\r\n') + 2;
    body += rest.slice(start, start + size);
    rest = rest.slice(start + size + 2);
  }
  return body;
}
