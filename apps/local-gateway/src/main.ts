import { readFileSync } from 'node:fs';
import { createAdminServer } from './admin-server.ts';
import { clockFrom } from './clock.ts';
import { ConfigError } from './config/problem.ts';
import { parseKongFile } from './config/kong-file.ts';
import { Gateway } from './gateway.ts';
import { InForce } from './in-force.ts';
import { log } from './log.ts';
import { HELP, readOptions, UsageError, type Options } from './options.ts';
import { Runtime } from './runtime.ts';
import { SigningKeys, USERS_CONSUMER } from './signing-keys.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return void process.stdout.write(HELP);
  await serve(options);
}

async function serve(options: Options): Promise<void> {
  const runtime = new Runtime(clockFrom(options.now), options.limitFactor, options.connect);
  const text = readFileSync(options.config, 'utf8');
  const gateway = new Gateway(parseKongFile(text), runtime);
  const inForce = new InForce(gateway, text);
  const usersConsumer = () => gateway.configuration.consumers.find((consumer) => consumer.username === USERS_CONSUMER);
  if (options.jwks && !usersConsumer())
    throw new UsageError(`--jwks needs a consumer "${USERS_CONSUMER}" in ${options.config}`);

  const port = await gateway.listen(options.port, options.host);
  const keys = options.jwks && new SigningKeys(options.jwks, runtime, usersConsumer);
  keys?.start();
  const admin = createAdminServer(inForce, () => !gateway.isEmpty && (keys?.ready ?? true));
  if (options.adminPort !== undefined)
    await new Promise<void>(
      (resolve, reject) => void admin.once('error', reject).listen(options.adminPort, '127.0.0.1', resolve),
    );
  log('info', 'gateway listens', {
    host: options.host,
    port,
    config: options.config,
    routes: gateway.configuration.routes.length,
  });

  process.on('SIGHUP', () => reload(inForce, options.config));
  const stop = async (signal: string): Promise<void> => {
    log('info', 'gateway stops', { signal });
    keys?.stop();
    admin.close();
    admin.closeAllConnections();
    await gateway.stop();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
}

/** A file that does not load leaves the configuration in force. */
function reload(inForce: InForce, file: string): void {
  try {
    inForce.put(readFileSync(file, 'utf8'));
    log('info', 'configuration reloaded', { config: file, hash: inForce.hash });
  } catch (error) {
    log('error', 'configuration not reloaded, the old one stays', { config: file, problems: problemsOf(error) });
  }
}

function problemsOf(error: unknown): readonly string[] {
  return error instanceof ConfigError ? error.problems : [(error as Error).message];
}

/** Says in a sentence why the gateway does not run. */
function explain(error: unknown): string {
  const { code, port, path } = error as NodeJS.ErrnoException & { port?: number };
  if (error instanceof ConfigError)
    return `The configuration cannot be used:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}`;
  if (error instanceof UsageError) return `${error.message}\nSee --help.`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another process: stop that one, or choose another port with --port (or --admin-port).`;
  if (code === 'EACCES' && port)
    return `Port ${port} may not be opened by this user: choose one above 1023 with --port.`;
  if (code === 'ENOENT') return `There is no file ${path}.`;
  return (error as Error).stack ?? String(error);
}

main().catch((error: unknown) => {
  log('error', 'gateway does not start', { problems: problemsOf(error) });
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
