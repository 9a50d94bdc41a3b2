// The way into every npm script of the shop (`npm start`, `npm test` …) on a machine that may have nothing but Node 20:
// installs the packages when package-lock.json has changed, then runs the task with the Node that is pinned there.
import './die-with-parent.mjs';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TASKS = {
  start: 'start the whole shop and keep it running until Ctrl-C',
  test: 'run every test, the whole shop included',
  seed: 'fill the catalogue: -- --products 100000',
  bench: 'measure rate, latency and CPU of a shop',
  check: 'tell whether the orders, stock and money of the running shop are right',
  gateway: 'serve any kong.yml without Docker: -- --config FILE --port N',
  openapi: 'describe the HTTP side of every service',
};
/** Loads the apps as they are built; the others run from sources. */
const FROM_BUILD = ['openapi'];
const NEEDED_NODE = 24;
/** Lines of npm's output shown when it fails, of the beginning (the reason) and of the end (where its log is). */
const NPM_HEAD = 15;
const NPM_TAIL = 5;

const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = join(root, 'node_modules');
const [task = '--help', ...args] = process.argv.slice(2);

if (task === '--help' || task === '-h') {
  console.log(usage());
} else if (!Object.hasOwn(TASKS, task)) {
  console.error(`There is no task "${task}".\n\n${usage()}`);
  process.exitCode = 1;
} else {
  await ensurePackages();
  runTask(pinnedNode());
}

function usage() {
  const lines = Object.entries(TASKS).map(([name, what]) => `  npm run ${name.padEnd(8)} ${what}`);
  return `Tasks (each has its own: npm run <task> -- --help)\n${lines.join('\n')}`;
}

async function ensurePackages() {
  const stamp = join(modules, '.installed-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (existsSync(stamp) || !installedByHand()) await install(existsSync(stamp));
  writeFileSync(stamp, wanted);
}

/** Somebody ran npm themselves: npm writes this file last, so it is newer than the lock it followed. */
function installedByHand() {
  const hidden = join(modules, '.package-lock.json');
  return existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

async function install(again) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log(`Installing packages (${again ? 'package-lock.json has changed' : 'once, about half a minute'}): npm ci`);
  const pulse = setInterval(() => console.log(`  still installing, ${seconds()} s`), 10_000);
  // The npm and Node that run us. The pinned Node is not to be used here: npm ci removes it while it runs.
  const { npm_node_execpath: node, npm_execpath: cli } = process.env;
  const [program, first] = node && cli ? [node, [cli]] : ['npm', []];
  const npm = spawn(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise((done) => npm.on('error', (error) => done(error.message)).on('close', done));
  clearInterval(pulse);
  if (code === 0) return console.log(`Packages installed, ${seconds()} s`);
  const lines = output.trimEnd().split('\n');
  if (lines.length > NPM_HEAD + NPM_TAIL) lines.splice(NPM_HEAD, lines.length - NPM_HEAD - NPM_TAIL, '…');
  console.error(`npm ci failed (${code}):\n${lines.join('\n')}`);
  process.exit(1);
}

/** npm installs a Node of its own where one is published for the platform; elsewhere ours must be new enough. */
function pinnedNode() {
  const pinned = join(modules, '.bin/node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  console.error(
    `There is no Node ${NEEDED_NODE} to be had from npm for ${process.platform}-${process.arch}, and this is Node ` +
      `${process.versions.node}.\nInstall Node ${NEEDED_NODE} or newer from https://nodejs.org (or: nvm install ` +
      `${NEEDED_NODE}), then run the same command again.`,
  );
  process.exit(1);
}

function runTask(node) {
  const flags = [
    ...(FROM_BUILD.includes(task) ? [] : ['--conditions=@shopmesh/source']),
    '--disable-warning=ExperimentalWarning',
    `--import=${new URL('die-with-parent.mjs', import.meta.url)}`,
    '--expose-gc',
    `--import=${new URL('collect-once.mjs', import.meta.url)}`,
  ];
  const command = [...flags, join(root, 'deploy/local', `${task}.ts`), ...args];
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, '.shopmesh/compile-cache') };
  // Where Node can become the other program (since 22.15), there is one process less to keep.
  if (process.execve) process.execve(node, [node, ...command], env);
  const child = spawn(node, command, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
