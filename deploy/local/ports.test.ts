import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { ensureFree, freePorts } from './ports.ts';

let holder: Server;
let taken: number;

beforeEach(async () => {
  holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  taken = (holder.address() as AddressInfo).port;
});
afterEach(() => void holder.close());

describe('freePorts', () => {
  it('gives what is asked for when it is free, and something else when it is not', async () => {
    const [free] = await freePorts([0]);
    const [same, other] = await freePorts([free!, taken]);
    expect(same).toBe(free);
    expect(other).not.toBe(taken);
  });

  it('never gives the same port twice', async () => {
    const [free] = await freePorts([0]);
    expect(new Set(await freePorts([free!, free!, free!, 0, 0])).size).toBe(5);
  });
});

describe('ensureFree', () => {
  it('accepts a free port', async () => {
    const [free] = await freePorts([0]);
    await expect(ensureFree(free!)).resolves.toBeUndefined();
  });

  it('names a taken port, who has it, and the way out', async () => {
    const who = process.platform === 'linux' ? ` by \\S+ \\(process ${process.pid}\\)` : '';
    await expect(ensureFree(taken)).rejects.toThrow(
      new RegExp(`^Port ${taken} is taken${who}\\. Choose another one: npm start -- --port \\d+$`),
    );
  });
});
