/** The time as plugins see it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** Runs from `start` at the pace of the machine's clock; without `start` it is the machine's clock. */
export function clockFrom(start?: Date): Clock {
  if (!start) return { now: Date.now };
  const offset = start.getTime() - Date.now();
  return { now: () => Date.now() + offset };
}
