import { Pool } from 'undici';
import type { Service } from './config/entity.ts';
import type { Peer } from './balancer.ts';

/** Connections to upstreams, kept across reloads of the configuration. */
export class Pools {
  private readonly pools = new Map<string, Pool>();

  /** @param connect `host:port` → the `host:port` to connect to instead, like curl's --connect-to. */
  constructor(private readonly connect: ReadonlyMap<string, string>) {}

  of(service: Service, peer: Peer): Pool {
    const named = `${peer.host}:${peer.port}`;
    const address = this.connect.get(named) ?? named;
    const key = `${service.protocol}://${address}|${service.connectTimeoutMs}`;
    let pool = this.pools.get(key);
    if (!pool) {
      pool = new Pool(`${service.protocol}://${address}`, {
        connect: { timeout: service.connectTimeoutMs, rejectUnauthorized: false },
        pipelining: 1,
        allowH2: false,
      });
      this.pools.set(key, pool);
    }
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }
}
