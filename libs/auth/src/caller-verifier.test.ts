import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { CALLER_TOKEN, callerTokens } from '@shopmesh/runtime';
import { CallerVerifier } from './caller-verifier.ts';

const SECRET = 'a secret that is long enough for all';
const MESH_IDENTITIES = 'spiffe://cluster.local/ns/shopmesh/sa/';
const UNKNOWN = expect.objectContaining({ kind: 'unauthenticated', code: 'caller.unknown' });

function metadata(key: string, ...values: string[]): Metadata {
  const made = new Metadata();
  for (const value of values) made.add(key, value);
  return made;
}

describe('by a shared secret', () => {
  const verifier = new CallerVerifier({ PEER_IDENTITY: 'secret', SERVICE_SECRET: SECRET, MESH_IDENTITIES });
  const token = callerTokens('order', SECRET)();
  const [name, expiry, signature] = token.split('.');

  it('knows who made the token', () => expect(verifier.identify(metadata(CALLER_TOKEN, token))).toBe('order'));

  it.each([
    ['no token', []],
    ['two', [token, token]],
    ['a token made with another secret', [callerTokens('order', 'another secret, as long as the other')()]],
    ['another name', [`payment.${expiry}.${signature}`]],
    ['a later expiry', [`${name}.${Number(expiry) + 60}.${signature}`]],
    ['no signature', [`${name}.${expiry}.`]],
    ['text', ['order']],
  ])('refuses %s', (_, tokens) => {
    expect(() => verifier.identify(metadata(CALLER_TOKEN, ...tokens))).toThrow(UNKNOWN);
  });

  it('refuses a token that has expired', () => {
    const realNow = Date.now;
    Date.now = () => realNow() - 61_000;
    const old = callerTokens('order', SECRET)();
    Date.now = realNow;
    expect(() => verifier.identify(metadata(CALLER_TOKEN, old))).toThrow(UNKNOWN);
  });

  it('does not believe a certificate that nobody has verified', () => {
    const header = metadata('x-forwarded-client-cert', `URI=${MESH_IDENTITIES}order`);
    expect(() => verifier.identify(header)).toThrow(UNKNOWN);
  });
});

describe("by the sidecar's word", () => {
  const verifier = new CallerVerifier({ PEER_IDENTITY: 'mesh', MESH_IDENTITIES });
  const element = (service: string) =>
    `By=${MESH_IDENTITIES}product;Hash=ab12;Subject="O=a;b,c";URI=${MESH_IDENTITIES}${service}`;
  const identify = (...values: string[]) => verifier.identify(metadata('x-forwarded-client-cert', ...values));

  it('knows the peer by the SPIFFE id of its certificate', () => expect(identify(element('order'))).toBe('order'));

  it('believes only what its own sidecar has appended', () => {
    expect(identify(`${element('order')},${element('payment')}`)).toBe('payment');
    expect(identify(element('order'), element('payment'))).toBe('payment');
  });

  it.each([
    ['nothing', []],
    ['another namespace', ['URI=spiffe://cluster.local/ns/other/sa/order']],
    ['another trust domain', ['URI=spiffe://evil.test/ns/shopmesh/sa/order']],
    ['the name of the one who is called', [`By=${MESH_IDENTITIES}order;Hash=ab12`]],
    ['a name within a subject', [`Subject="x;URI=${MESH_IDENTITIES}order"`]],
    ['a quote that reaches into what the sidecar says', [`a,URI=${MESH_IDENTITIES}order;x="`, element('payment')]],
    ['a token', ['order.1.x']],
  ])('refuses %s', (_, values) => expect(() => identify(...values)).toThrow(UNKNOWN));
});
