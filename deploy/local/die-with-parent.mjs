// Loaded first (--import) into every process that the launcher starts, and into the launcher itself: ends the process
// when its parent is gone, however that ended (kill -9 included), so that no part of a shop outlives the shop.
import { readFileSync } from 'node:fs';

/** Longer than any service takes to drain. */
const DRAIN_MS = 15_000;
/** How often the launcher looks whether npm is still there. */
const LOOK_MS = 500;

let ending = false;

if (process.channel) {
  // A child of the launcher: the kernel closes the channel between the two when either ends.
  process.once('disconnect', end);
  process.channel.unref();
} else if (process.env.npm_lifecycle_event) {
  // Started by npm, which gives no channel; but an orphan gets another parent.
  const npm = npmAbove();
  setInterval(() => npmAbove() !== npm && end(), LOOK_MS).unref();
}

/** npm runs a script through a shell, which stays when npm is killed: there, the parent's parent counts too. */
function npmAbove() {
  const parent = process.ppid;
  try {
    // proc(5), Linux: pid (name) state ppid …
    const [, name = '', above = ''] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return /^(npm|node)/.test(name) ? `${parent}` : `${parent} ${above}`;
  } catch {
    return `${parent}`;
  }
}

function end() {
  if (ending) return;
  ending = true;
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
}
