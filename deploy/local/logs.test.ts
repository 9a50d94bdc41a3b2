import { describe, expect, it } from '@jest/globals';
import { errorsIn } from './logs.ts';

describe('errorsIn', () => {
  it('finds the errors among JSON lines, each as one short line', () => {
    const lines = [
      '{"level":"info","msg":"fine"}',
      '{"level":"error","msg":"order failed","err":{"message":"connect\\n  ECONNREFUSED"}}',
      '{"level":"fatal","err":{"message":"gone"}}',
      'not JSON "level":"error"',
      '{"level":"error","msg":"half',
    ];
    expect(errorsIn(lines.join('\n'))).toEqual(['order failed: connect ECONNREFUSED', 'gone']);
  });
});
