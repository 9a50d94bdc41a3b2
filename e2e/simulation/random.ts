// Taken once: in Jest's context each look at a global costs more than the arithmetic.
const { floor, imul } = Math;

/** Chance that its seed determines: splitmix32. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** In [0, 1). */
  next(): number {
    let mixed = (this.#state = (this.#state + 0x9e3779b9) | 0);
    mixed = imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + floor(this.next() * (most - least + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[floor(this.next() * from.length)] as T;
  }
}
