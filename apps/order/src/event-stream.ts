import { setTimeout as sleep } from 'node:timers/promises';
import type { EventList } from './order.schema.ts';

type Event = EventList['items'][number];
/** What the stream asks again and again; `isOver` when the order has arrived. A refund after that is on the list. */
export type Look = () => Promise<{ events: Event[]; isOver: boolean }>;

const LOOK_MS = 1000;
/** Proxies cut a silent connection; the gateway after 10 s. */
const HEARTBEAT_MS = 5000;
/** After this a client connects again, and goes on where it was by Last-Event-ID. */
const LONGEST_MS = 10 * 60_000;

/**
 * An order's events as Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html): those after
 * `lastSeq` at once, then each as it happens, until the order is DELIVERED or CANCELLED, or `isStopping` says so.
 */
export async function* eventStream(look: Look, lastSeq: number, isStopping: () => boolean): AsyncGenerator<string> {
  const endMs = Date.now() + LONGEST_MS;
  let seen = lastSeq;
  let quietSinceMs = Date.now();
  yield 'retry: 1000\n\n';
  while (Date.now() < endMs && !isStopping()) {
    const { events, isOver } = await look();
    for (const event of events.filter(({ seq }) => seq > seen)) {
      yield `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
      seen = event.seq;
      quietSinceMs = Date.now();
    }
    if (isOver) return;
    if (Date.now() - quietSinceMs > HEARTBEAT_MS) {
      yield ': still here\n\n';
      quietSinceMs = Date.now();
    }
    await sleep(LOOK_MS);
  }
}
