import { setTimeout as sleep } from 'node:timers/promises';

type Place = 'before_call' | 'after_call' | 'before_commit' | 'after_commit';
const places = <N extends string, P extends Place>(names: readonly N[], ...at: P[]): `${N}.${P}`[] =>
  names.flatMap((name) => at.map((place) => `${name}.${place}` as const));

/** Every place where a process can be made to fail, by service: before and after each commit and each remote call. */
const KNOWN = {
  order: [
    ...places(['order.place'], 'before_commit', 'after_commit'),
    ...places(
      ['order.reserve', 'order.pay', 'order.commit', 'order.void', 'order.release'],
      ...(['before_call', 'after_call', 'after_commit'] as const),
    ),
    ...places(['order.accept', 'order.park'], 'before_commit'),
    ...places(['order.command'], 'after_commit'),
    ...places(['order.record_refund'], 'before_commit', 'after_commit'),
    ...places(['order.deliver'], 'before_call', 'after_call', 'after_commit'),
  ],
  product: places(['product.reserve', 'product.commit', 'product.release'], 'before_commit', 'after_commit'),
  payment: [
    ...places(['payment.submit', 'payment.settle'], 'before_commit', 'after_commit'),
    ...places(['payment.charge', 'payment.cancel', 'payment.refund'], 'before_call', 'after_call'),
    ...places(['payment.bury', 'payment.begin_refund'], 'before_commit', 'after_commit'),
    ...places(['payment.complete_refund'], 'after_commit'),
    ...places(['payment.tell_refund'], 'before_call', 'after_call', 'before_commit', 'after_commit'),
    ...places(['payment.receive_webhook'], 'before_commit', 'after_commit'),
    ...places(['payment.process_webhook'], 'before_call', 'after_call', 'before_commit', 'after_commit'),
    ...places(['payment.sweep'], 'before_call', 'after_call'),
    ...places(['payment.reconcile'], 'before_call', 'after_call', 'after_commit'),
  ],
};
export type Failpoint = (typeof KNOWN)[keyof typeof KNOWN][number];

/** All of them, in the order in which a request meets them. */
export const FAILPOINTS: readonly Failpoint[] = Object.values(KNOWN).flat();

/** What happens at a failpoint: the process kills itself at the n-th pass, or each pass waits. */
type Failure = { killAt: number; passes: number } | { pauseMs: number };

const armed = armedBy(process.env['FAILPOINTS']);

/**
 * A place where a test can make this process fail; everywhere else it does nothing and costs a comparison. Only the
 * environment arms it, as the process starts: `FAILPOINTS=order.pay.after_call=kill@3,product.commit.before_commit=pause:500`
 * kills the process (SIGKILL) at the third pass of one and makes each pass of the other wait 500 ms.
 * Never set FAILPOINTS where there are customers; a service that finds it set says so loudly.
 */
export function failpoint(name: Failpoint): Promise<void> | undefined {
  return armed && fail(armed.get(name));
}

/** The names that are armed, for the service to warn of. @throws Error when one is not of this service */
export function armedFailpoints(service: string): string[] {
  const names = [...(armed?.keys() ?? [])];
  const foreign = names.filter((name) => !name.startsWith(`${service}.`));
  if (foreign.length) throw new Error(`FAILPOINTS: ${foreign.join(', ')} not in the service ${service}`);
  return names;
}

/** @param text `name=kill`, `name=kill@3`, `name=pause:500`, separated by commas. @throws Error for any other */
export function armedBy(text: string | undefined): Map<string, Failure> | undefined {
  if (!text) return undefined;
  return new Map(text.split(',').map(parsed));
}

function parsed(entry: string): [string, Failure] {
  const [, name = '', nth, pauseMs] = /^([\w.]+)=(?:kill(?:@([1-9]\d*))?|pause:(\d+))$/.exec(entry.trim()) ?? [];
  if (!name) throw new Error(`FAILPOINTS: "${entry}" is not name=kill, name=kill@N or name=pause:MS`);
  if (!FAILPOINTS.some((known) => known === name)) {
    throw new Error(`FAILPOINTS: there is no ${name}. Known are ${FAILPOINTS.join(', ')}`);
  }
  return [name, pauseMs === undefined ? { killAt: Number(nth ?? 1), passes: 0 } : { pauseMs: Number(pauseMs) }];
}

async function fail(failure: Failure | undefined): Promise<void> {
  if (!failure) return;
  if ('pauseMs' in failure) return sleep(failure.pauseMs);
  failure.passes += 1;
  if (failure.passes >= failure.killAt) process.kill(process.pid, 'SIGKILL');
}
