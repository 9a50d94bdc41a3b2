// Loaded first (--import, with --expose-gc) into whatever stays: once a process has settled, collects what
// loading its modules left behind, about 25 MB, which V8 would keep for as long as the process has nothing to do.

/** Loading takes 1 to 3 s. The collection then takes about 0.05 s. */
const SETTLED_MS = 5000;

setTimeout(() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }), SETTLED_MS).unref();
