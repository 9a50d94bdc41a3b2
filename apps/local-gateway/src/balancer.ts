import type { Service, Upstream } from './config/entity.ts';

/** One address that a service's requests may go to. */
export class Peer {
  healthy = true;
  /** Of the smooth weighted round robin. */
  credit = 0;
  private readonly failures = { tcp: 0, http: 0, timeout: 0 };
  private successes = 0;

  constructor(
    readonly host: string,
    readonly port: number,
    readonly weight: number,
    private readonly upstream?: Upstream,
  ) {}

  /** A request that was given up on this peer and tried again elsewhere. */
  reportFailure(kind: 'tcp' | 'timeout'): void {
    if (!this.upstream) return;
    const { tcp_failures, timeouts } = this.upstream.passive.unhealthy;
    this.count(kind, kind === 'tcp' ? tcp_failures : timeouts);
  }

  /** The status of the last attempt. */
  reportStatus(status: number): void {
    if (!this.upstream) return;
    const { healthy, unhealthy } = this.upstream.passive;
    if (status === 504) return this.count('timeout', unhealthy.timeouts);
    if (unhealthy.http_statuses.includes(status)) return this.count('http', unhealthy.http_failures);
    if (!healthy.http_statuses.includes(status)) return;
    this.failures.tcp = this.failures.http = this.failures.timeout = 0;
    this.successes += 1;
    if (healthy.successes > 0 && this.successes >= healthy.successes) this.healthy = true;
  }

  private count(kind: 'tcp' | 'http' | 'timeout', threshold: number): void {
    this.successes = 0;
    this.failures[kind] += 1;
    if (threshold > 0 && this.failures[kind] >= threshold) this.healthy = false;
  }
}

/** Chooses the peer of each attempt. */
export class Balancer {
  private readonly peers: readonly Peer[];
  /** Set when an upstream wants another name than its target's in the Host header. */
  readonly hostHeader: string | undefined;
  /** A host without an upstream is a name for DNS. */
  readonly isPlainHost: boolean;

  constructor(service: Service, upstream: Upstream | undefined) {
    this.isPlainHost = upstream === undefined;
    this.hostHeader = upstream?.hostHeader;
    this.peers = upstream
      ? upstream.targets
          .filter((target) => target.weight > 0)
          .map((target) => new Peer(target.host, target.port, target.weight, upstream))
      : [new Peer(service.host, service.port, 1)];
  }

  /** The next healthy peer in weighted rotation; undefined when there is none. */
  next(): Peer | undefined {
    if (this.peers.length === 1) return this.peers[0]!.healthy ? this.peers[0] : undefined;
    let chosen: Peer | undefined;
    let total = 0;
    for (const peer of this.peers) {
      if (!peer.healthy) continue;
      total += peer.weight;
      peer.credit += peer.weight;
      if (!chosen || peer.credit > chosen.credit) chosen = peer;
    }
    if (chosen) chosen.credit -= total;
    return chosen;
  }
}
