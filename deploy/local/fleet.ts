import { logFile, watchErrors } from './logs.ts';
import { writeProcesses, type ShopProcess } from './processes.ts';
import { Supervised, type SuperviseOptions } from './supervise.ts';

/** When a process starts; they are stopped in the opposite order. */
const STAGES = ['database', 'outside', 'service', 'gateway'] as const;
export type Stage = (typeof STAGES)[number];

export interface Member extends Pick<SuperviseOptions, 'name' | 'launch' | 'isReady'> {
  stage: Stage;
  /** By protocol: http, grpc, admin, postgres. */
  ports: Record<string, number>;
}

/** The processes of one shop, each supervised, and listed in `processes.json` as they come and go. */
export class Fleet {
  readonly #dataDir: string;
  readonly #report: (line: string) => void;
  readonly #members: { stage: Stage; ports: Record<string, number>; process: Supervised }[] = [];
  readonly #watches: (() => void)[] = [];

  constructor(dataDir: string, report: (line: string) => void) {
    this.#dataDir = dataDir;
    this.#report = report;
  }

  /** The gateway first, this process last. */
  get processes(): readonly ShopProcess[] {
    const listed = this.#latestFirst().map(({ process: { name, pid }, ports }) => ({ name, pid: pid ?? null, ports }));
    return [...listed, { name: 'launcher', pid: process.pid, ports: {} }];
  }

  add({ stage, ports, ...member }: Member): Supervised {
    const onChange = () => writeProcesses(this.#dataDir, this.processes);
    const process = new Supervised({ ...member, report: this.#report, onChange });
    this.#members.push({ stage, ports, process });
    return process;
  }

  /** From now on, errors that a process writes to its log are reported too. */
  watch(name: string): void {
    const report = (line: string) => this.#report(`${name}: ${line}`);
    this.#watches.push(watchErrors(logFile(this.#dataDir, name), report));
  }

  async stop(): Promise<void> {
    for (const end of this.#watches) end();
    for (const stage of STAGES.toReversed()) {
      const members = this.#members.filter((member) => member.stage === stage);
      await Promise.all(members.map(({ process }) => process.stop()));
    }
  }

  kill(): void {
    for (const { process } of this.#latestFirst()) process.kill();
  }

  #latestFirst() {
    return STAGES.toReversed().flatMap((stage) => this.#members.filter((member) => member.stage === stage));
  }
}
