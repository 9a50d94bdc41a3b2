import { isIP, isIPv6 } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from. */
export type Origin = {
  /** IP address of the client. */
  address: string;
  /** What the client says of itself (RFC 9110, section 10.1.5); see {@link userAgentOf}. */
  userAgent: string | null;
};

export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext) =>
  originOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The gateway writes X-Real-IP anew in every request, so clients cannot choose it; without a gateway they could. */
export function originOf({ headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): Origin {
  const reported = String(headers['x-real-ip'] ?? '');
  return { address: isIP(reported) ? reported : ip, userAgent: userAgentOf(headers['user-agent']) };
}

const MAX_CHARACTERS = 200;

/** Fit to be shown to a person: without control characters, not longer than a line. Null when nothing is left. */
export function userAgentOf(header: string | undefined): string | null {
  const text = header?.replace(/\p{C}/gu, '').trim() ?? '';
  return [...text].slice(0, MAX_CHARACTERS).join('') || null;
}

const GROUPS = 8;

/** An IPv4 address; of an IPv6 address its /64, all of which belongs to one customer of a provider. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = [], tail = []] = plain.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(GROUPS - head.length - tail.length).fill('0');
  const groups = [...head, ...zeros, ...tail].slice(0, GROUPS / 2).map((group) => parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
