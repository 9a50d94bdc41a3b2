import type { Metadata } from '@grpc/grpc-js';
import { CALLER_TOKEN, callerOf, DomainError } from '@shopmesh/runtime';

/** Settings by which callers are known; see their comments in `serviceShape` of `@shopmesh/runtime`. */
export type Peers = { PEER_IDENTITY: 'mesh' | 'secret'; SERVICE_SECRET?: string | undefined; MESH_IDENTITIES: string };

/** Tells which service calls, by what a sidecar or a shared secret proves. */
export class CallerVerifier {
  constructor(private readonly peers: Peers) {}

  /** @returns the caller's name, as in `order`. @throws unauthenticated `caller.unknown` */
  identify(metadata: Metadata): string {
    const caller = this.peers.PEER_IDENTITY === 'mesh' ? this.#byCertificate(metadata) : this.#bySecret(metadata);
    if (!caller)
      throw new DomainError('unauthenticated', 'caller.unknown', 'the calling service does not prove who it is');
    return caller;
  }

  #bySecret(metadata: Metadata): string | undefined {
    const tokens = metadata.get(CALLER_TOKEN);
    const secret = this.peers.SERVICE_SECRET;
    return secret && tokens.length === 1 ? callerOf(String(tokens[0]), secret) : undefined;
  }

  /**
   * By the SPIFFE id in the certificate of the peer that the sidecar has verified. It appends what it knows to whatever came, so
   * only the last element counts (Envoy, x-forwarded-client-cert). Safe where nobody reaches the port but through the sidecar:
   * mutual TLS must be STRICT.
   */
  #byCertificate(metadata: Metadata): string | undefined {
    // Subjects are quoted, and may have commas and semicolons in them; ids have neither.
    const unquoted = metadata
      .get('x-forwarded-client-cert')
      .map(String)
      .join(',')
      .replaceAll(/"[^"]*"/g, '');
    // A quote that somebody left open reaches into what the sidecar has appended.
    if (unquoted.includes('"')) return undefined;
    const fields = unquoted.split(',').at(-1)!.split(';');
    const uri = fields.findLast((field) => /^URI=/i.test(field))?.slice('URI='.length);
    const prefix = this.peers.MESH_IDENTITIES;
    return uri?.startsWith(prefix) ? uri.slice(prefix.length) : undefined;
  }
}
