import { parseArgs } from 'node:util';

export const HELP = `A local stand-in for Kong: serves a declarative configuration (kong.yml) on one port.

Usage: npm run gateway -- --config FILE --port N [options]

  --config FILE             Kong's declarative configuration, YAML or JSON; SIGHUP reads it again
  --port N                  port to serve on (0: any free one)
  --host ADDRESS            address to serve on (default 127.0.0.1)
  --admin-port N            serves the Admin API on 127.0.0.1: /status, /status/ready, GET and POST /config
  --now INSTANT             start the clock at this instant, e.g. 2026-11-20T09:29:42Z
  --connect FROM=TO         connect to TO where the configuration says FROM, both host:port; may be repeated
  --limit-factor N          multiply every number of rate-limiting by N, for load tests
  --jwks URL                take the signing keys of the consumer "shopmesh-users" from this key set, every minute or sooner
  --help                    this text
`;

export interface Options {
  readonly config: string;
  readonly port: number;
  readonly host: string;
  readonly adminPort: number | undefined;
  readonly now: Date | undefined;
  readonly connect: ReadonlyMap<string, string>;
  readonly limitFactor: number;
  readonly jwks: URL | undefined;
}

/** A command line that cannot be followed. */
export class UsageError extends Error {}

/** @returns undefined when the help is wanted. @throws UsageError */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  if (!values.config) throw new UsageError('--config FILE is missing');
  return {
    config: values.config,
    port: port('--port', values.port ?? ''),
    host: values.host,
    adminPort: values['admin-port'] === undefined ? undefined : port('--admin-port', values['admin-port']),
    now: values.now === undefined ? undefined : instant(values.now),
    connect: new Map(values.connect.map(mapping)),
    limitFactor: factor(values['limit-factor']),
    jwks: values.jwks === undefined ? undefined : url(values.jwks),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'admin-port': { type: 'string' },
        now: { type: 'string' },
        connect: { type: 'string', multiple: true, default: [] },
        'limit-factor': { type: 'string', default: '1' },
        jwks: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function port(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new UsageError(`${name} needs a number from 0 to 65535`);
  return number;
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new UsageError(`--now "${text}" is not an instant like 2026-11-20T09:29:42Z`);
  return date;
}

function mapping(text: string): [string, string] {
  const match = /^([^=]+:\d+)=([^=]+:\d+)$/.exec(text);
  if (!match) throw new UsageError(`--connect "${text}" is not host:port=host:port`);
  return [match[1]!, match[2]!];
}

function factor(text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new UsageError('--limit-factor needs a number above 0');
  return number;
}

function url(text: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`--jwks "${text}" is not a URL`);
  return new URL(text);
}
