import type { Clock } from './clock.ts';
import type { HeaderList } from './header-list.ts';

const MAX_BYTES = 64 * 1024 * 1024;

export interface CachedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Seconds since 1970. */
  readonly storedAt: number;
  readonly ttlSeconds: number;
}

/** Responses by cache key, bounded in bytes; the longest unused go first. */
export class ResponseCache {
  private readonly entries = new Map<string, { response: CachedResponse; expiresAt: number }>();
  private bytes = 0;

  constructor(private readonly clock: Clock) {}

  get(key: string): CachedResponse | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    if (entry.expiresAt <= this.clock.now()) {
      this.bytes -= entry.response.body.length;
      return undefined;
    }
    this.entries.set(key, entry);
    return entry.response;
  }

  set(key: string, response: CachedResponse, keepSeconds: number): void {
    this.delete(key);
    if (response.body.length > MAX_BYTES / 8) return;
    this.entries.set(key, { response, expiresAt: this.clock.now() + keepSeconds * 1000 });
    this.bytes += response.body.length;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= MAX_BYTES) break;
      this.delete(oldest);
    }
  }

  private delete(key: string): void {
    this.bytes -= this.entries.get(key)?.response.body.length ?? 0;
    this.entries.delete(key);
  }
}
