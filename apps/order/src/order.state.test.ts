import { describe, expect, it } from '@jest/globals';
import { afterAnswer, afterCommand, afterRefund, MOVES, ORDER_STATUSES, STEPS, type Step } from './order.state.ts';

describe('the driver', () => {
  it.each([
    ['RESERVE', 'HELD', 'AWAITING_PAYMENT', 'PAY'],
    ['RESERVE', 'REJECTED', 'CANCELLED', 'DONE'],
    ['PAY', 'CAPTURED', 'AWAITING_PAYMENT', 'COMMIT'],
    ['PAY', 'DECLINED', 'CANCELLING', 'RELEASE'],
    ['COMMIT', 'COMMITTED', 'CONFIRMED', 'DONE'],
    ['COMMIT', 'LOST', 'CANCELLING', 'VOID'],
    ['VOID', 'REFUNDED', 'CANCELLING', 'RELEASE'],
    ['VOID', 'CANCELLED', 'CANCELLING', 'RELEASE'],
    ['RELEASE', 'RELEASED', 'CANCELLED', 'DONE'],
  ] as const)('goes from %s with %s to %s and %s', (step, answer, status, next) => {
    expect(afterAnswer(step, answer)).toMatchObject({ status, step: next });
  });

  it.each([
    ['PAY', 'SUBMITTED'],
    ['COMMIT', 'HELD'],
    ['VOID', 'SUBMITTED'],
    ['VOID', 'CAPTURED'],
    ['RELEASE', 'HELD'],
    ['DONE', 'HELD'],
  ] as const)('asks again at %s when the answer is %s', (step, answer) => {
    expect(afterAnswer(step, answer)).toBeUndefined();
  });

  it('ends from every step, whatever is answered', () => {
    const reachable = new Set<Step>();
    const walk = (step: Step, path: Step[]) => {
      expect(path).not.toContain(step);
      reachable.add(step);
      for (const move of Object.values(MOVES[step])) walk(move.step, [...path, step]);
    };
    walk('RESERVE', []);
    expect([...reachable].toSorted()).toEqual([...STEPS].toSorted());
  });

  it('confirms only what is committed, and cancels only what has given back its stock', () => {
    for (const step of STEPS) {
      for (const [answer, { status }] of Object.entries(MOVES[step])) {
        if (status === 'CONFIRMED') expect([step, answer]).toEqual(['COMMIT', 'COMMITTED']);
        if (status === 'CANCELLED') expect(['RESERVE', 'RELEASE']).toContain(step);
      }
    }
  });
});

describe('a command', () => {
  it.each([
    ['cancel', 'PENDING', 'RESERVE', 'CANCELLING', 'RELEASE'],
    ['cancel', 'AWAITING_PAYMENT', 'PAY', 'CANCELLING', 'VOID'],
    ['ship', 'CONFIRMED', 'DONE', 'SHIPPED', 'DONE'],
    ['deliver', 'SHIPPED', 'DONE', 'DELIVERED', 'DONE'],
  ] as const)('%s of an order that is %s at %s makes it %s at %s', (command, status, step, to, next) => {
    expect(afterCommand(command, { status, step })).toMatchObject({ status: to, step: next });
  });

  it('is refused from every other state', () => {
    const allowed = ['cancel RESERVE', 'cancel PAY', 'ship CONFIRMED', 'deliver SHIPPED'];
    for (const command of ['cancel', 'ship', 'deliver'] as const) {
      for (const status of ORDER_STATUSES) {
        for (const step of STEPS) {
          if (allowed.includes(`${command} ${step === 'DONE' ? status : step}`)) continue;
          expect(() => afterCommand(command, { status, step })).toThrow(
            expect.objectContaining({ code: 'order.bad_transition' }),
          );
        }
      }
    }
  });
});

describe('a refund', () => {
  it.each(['CONFIRMED', 'SHIPPED', 'DELIVERED'] as const)('leaves an order that is %s as it is', (status) => {
    expect(afterRefund({ status })).toEqual({ status, step: 'DONE', event: 'refunded' });
  });

  it.each(['CANCELLING', 'CANCELLED'] as const)('of an order that is %s is nothing to tell of', (status) => {
    expect(afterRefund({ status })).toBeNull();
  });

  it.each(['PENDING', 'AWAITING_PAYMENT'] as const)('of an order that is %s is told too early', (status) => {
    expect(() => afterRefund({ status })).toThrow(expect.objectContaining({ code: 'order.unfinished' }));
  });
});
