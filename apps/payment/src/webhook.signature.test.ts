import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { checkSignature } from './webhook.signature.ts';

const [secret, body] = ['s'.repeat(32), Buffer.from('{"id":"evt_1"}')];
const now = () => Math.floor(Date.now() / 1000);
const v1 = (t: number, key = secret, text = body.toString()) =>
  `v1=${createHmac('sha256', key).update(`${t}.${text}`).digest('hex')}`;
const signed = (t = now()) => `t=${t},${v1(t)}`;

it.each([
  ['as it should be', signed()],
  ['with the old secret and the new one', `t=${now()},${v1(now(), 'another secret')},${v1(now())}`],
  ['with a scheme that is not known', `${signed()},v0=1234`],
  ['almost five minutes ago', signed(now() - 295)],
  ['by a clock that is almost five minutes ahead', signed(now() + 295)],
])('a webhook signed %s is taken', (_, header) => {
  expect(() => checkSignature(header, body, secret)).not.toThrow();
});

describe('a webhook is refused', () => {
  it.each([
    ['without a signature', undefined],
    ['with several headers', ['a', 'b']],
    ['without a time', v1(now())],
    ['with two times', `t=${now() - 1},${signed()}`],
    ['signed with another secret', `t=${now()},${v1(now(), 'x'.repeat(32))}`],
    ['signed with nothing', `t=${now()},${v1(now(), '')}`],
    ['signed over another body', `t=${now()},${v1(now(), secret, '{"id":"evt_2"}')}`],
    ['signed for another time', `t=${now()},${v1(now() - 1)}`],
    ['with half a signature', signed().slice(0, -32)],
    ['in capitals', signed().replace(/v1=.*/, (text) => text.toUpperCase())],
    ['by an empty v1', `t=${now()},v1=`],
  ])('%s', (_, header) => {
    expect(() => checkSignature(header, body, secret)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'webhook.bad_signature' }),
    );
  });

  it.each([-302, 302, -86_400])('signed %i seconds from now', (seconds) => {
    expect(() => checkSignature(signed(now() + seconds), body, secret)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'webhook.too_old' }),
    );
  });
});
