import type { ReservationState } from './reservation.entity.ts';

/** What the sweeper (`expire`) and Order do to a reservation. */
export type ReservationCommand = 'reserve' | 'commit' | 'release' | 'expire';

/** The state that a command finds; NONE when the order has no reservation yet. */
export type Found = ReservationState | 'NONE';

/** Where a reservation goes, and what happens to stock by the quantity of each of its lines. */
export type Change = { state: ReservationState; reserved: -1 | 0 | 1; onHand: -1 | 0 | 1 };

const change = (state: ReservationState, reserved: Change['reserved'] = 0, onHand: Change['onHand'] = 0): Change => {
  return { state, reserved, onHand };
};

/**
 * The specification of the statements in `reservation.sql.ts`. Two changes are for when all lines are free, and for when
 * one is not. What is not listed stays as it is: the command is answered with the state it finds.
 */
export const CHANGES: Readonly<Record<ReservationCommand, Partial<Record<Found, readonly [Change, Change?]>>>> = {
  reserve: { NONE: [change('HELD', 1), change('REJECTED')] },
  commit: { HELD: [change('COMMITTED', -1, -1)], EXPIRED: [change('COMMITTED', 0, -1), change('LOST')] },
  release: {
    // The tombstone: a Reserve that comes later finds it.
    NONE: [change('RELEASED')],
    HELD: [change('RELEASED', -1)],
    COMMITTED: [change('RELEASED', 0, 1)],
    EXPIRED: [change('RELEASED')],
  },
  // Only of a hold that is past its time.
  expire: { HELD: [change('EXPIRED', -1)] },
};

/** What a command does to what it finds; undefined when it does nothing. @param isFree all lines could be held now */
export function changeBy(command: ReservationCommand, found: Found, isFree: boolean): Change | undefined {
  const [whenFree, otherwise = whenFree] = CHANGES[command][found] ?? [];
  return isFree ? whenFree : otherwise;
}
