import { expect, it } from '@jest/globals';
import { render } from './render.ts';

const TEMPLATE = `
_format_version: "3.0"
consumers: [{ username: partner }, { username: shopmesh-users, jwt_secrets: [{ key: old }] }]
services:
- { name: a, url: "http://a", plugins: [{ name: jwt, config: &jwt { key_claim_name: kid } }] }
- { name: b, url: "http://b", plugins: [{ name: jwt, config: *jwt }] }
`;
const keys = [
  { kid: 'k2', pem: 'two' },
  { kid: 'k1', pem: 'one' },
];

it('puts the keys into the consumer of the users, in place of what is there', () => {
  const { consumers } = JSON.parse(render(TEMPLATE, keys));
  expect(consumers).toEqual([
    { username: 'partner' },
    {
      username: 'shopmesh-users',
      jwt_secrets: [
        { key: 'k1', algorithm: 'RS256', rsa_public_key: 'one' },
        { key: 'k2', algorithm: 'RS256', rsa_public_key: 'two' },
      ],
    },
  ]);
});

it('writes out what is said by anchors', () => {
  const { services } = JSON.parse(render(TEMPLATE, keys));
  expect(services[1].plugins).toEqual([{ name: 'jwt', config: { key_claim_name: 'kid' } }]);
});

it('comes to the same text, in whichever order the keys are published', () => {
  expect(render(TEMPLATE, keys)).toBe(render(TEMPLATE, keys.toReversed()));
});

it.each(['', 'consumers: []', 'consumers: [{ username: somebody }]'])('refuses the template %j', (template) => {
  expect(() => render(template, keys)).toThrow('the configuration has no consumer "shopmesh-users"');
});
