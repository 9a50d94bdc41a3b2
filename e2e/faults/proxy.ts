import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a caller and a callee and can swallow what the callee says: calls are carried out, answers are lost. */
export class Proxy {
  readonly #server: Server;
  readonly #callees = new Set<Socket>();
  readonly #callers = new Set<Socket>();

  private constructor(private readonly port: number) {
    this.#server = createServer((caller) => this.#join(caller));
  }

  /** @param port where the callee listens on the loopback interface */
  static async before(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on, answers on the connections of this moment are lost; new connections are as usual. */
  loseAnswers(): void {
    for (const callee of this.#callees) callee.unpipe().resume();
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of [...this.#callers, ...this.#callees]) socket.destroy();
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #join(caller: Socket): void {
    const callee = connect(this.port, '127.0.0.1');
    caller.pipe(callee).pipe(caller);
    for (const [socket, all, other] of [
      [caller, this.#callers, callee],
      [callee, this.#callees, caller],
    ] as const) {
      all.add(socket);
      // What breaks on one side breaks on the other.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        all.delete(socket);
        other.destroy();
      });
    }
  }
}
