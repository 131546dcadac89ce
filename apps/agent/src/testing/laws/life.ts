import { open, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Absence } from '../../presence/absence.js';
import { parseHours } from '../../rules/hours.js';
import { type SpoolRecord } from '../../spool/record-line.js';
import { Agent } from './agent.js';
import { ExpectedTime } from './expected-time.js';
import { type Deed, type History } from './history.js';
import { type Network, type Posted, ServerLog } from './log-server.js';
import { Machine } from './machine.js';

const TICK_MS = 5_000;
const DAY_MS = 86_400_000;
const LIMIT_MS = 300_000;
const ZERO_TAIL = 64;

/** A record as a write brought it to the disk. */
interface Written {
  write: number;
  record: SpoolRecord;
  /** Records of one epoch were made while nothing moved the agent's clock. */
  epoch: number;
}

/**
 * Lives one history: a real recorder, spool and synchroniser on a machine whose clocks the history
 * moves, and the server's log behind them.
 */
export class Life {
  readonly machine: Machine;
  readonly log: ServerLog;
  readonly expected = new ExpectedTime(LIMIT_MS);
  /** What broke a law on the way. */
  readonly broken: string[] = [];
  /** What the server refused for good. */
  readonly refused: unknown[] = [];
  readonly written: Written[] = [];
  /** Confirmed milliseconds that each crash cost which did not cut a write. */
  readonly costs: number[] = [];
  front: { program: string; title: string } | null = null;
  isLocked = false;
  private epoch = 0;
  private writes = 0;
  private agent: Agent | null = null;

  constructor(
    readonly history: History,
    readonly place: { folder: string; server: URL },
  ) {
    this.machine = new Machine(history.beginMs, history.aheadMs);
    this.log = new ServerLog(() => this.machine.trueMs);
  }

  /** From the first start to the last record at the server. */
  async live(): Promise<void> {
    await this.start();
    try {
      for (const { pauseMs, isTyping, ...deed } of this.history.steps) {
        await this.pass(pauseMs, isTyping);
        await this.act(deed);
        await this.settled();
      }
      await this.agent?.recorder.end();
      await this.drain();
    } finally {
      await this.agent?.close();
    }
  }

  /** The agent's clock moves: later time may cover an earlier hour again. */
  clockMoves(): void {
    this.epoch += 1;
  }

  wrote(records: readonly SpoolRecord[]): void {
    this.writes += 1;
    for (const record of records) this.written.push({ write: this.writes, record, epoch: this.epoch });
  }

  get absence(): Absence {
    return { isAway: this.isLocked, isAsked: false };
  }

  private get running(): Agent {
    if (this.agent === null) throw new Error('the agent does not run');
    return this.agent;
  }

  private async start(): Promise<void> {
    this.agent = await Agent.start(this);
    await this.settled();
  }

  /** Time passes while the agent looks every few seconds, as its timers do. */
  private async pass(milliseconds: number, isTyping: boolean): Promise<void> {
    const looks = Math.max(1, Math.ceil(milliseconds / TICK_MS));
    for (let look = 1; look <= looks; look++) {
      this.machine.pass(Math.floor((milliseconds * look) / looks) - Math.floor((milliseconds * (look - 1)) / looks));
      if (isTyping) this.machine.press();
      this.running.tick();
    }
    await this.settled();
  }

  private async act(deed: Deed): Promise<void> {
    const { running: agent, machine } = this;
    switch (deed.do) {
      case 'window':
        this.front = { program: deed.program, title: deed.title };
        return agent.showFront();
      case 'no window':
        this.front = null;
        return agent.showFront();
      case 'name':
        return agent.name(deed.look, deed.site);
      case 'input':
        machine.press();
        return agent.tick();
      case 'lock':
      case 'unlock':
        this.isLocked = deed.do === 'lock';
        return agent.absences.next(this.absence);
      case 'display lost':
        return agent.loseDisplay();
      case 'pause':
        return void (await agent.gate.pause(null));
      case 'resume':
        return void (await agent.gate.resume());
      case 'hours':
        return agent.gate.useHours(deed.text === null ? null : parseHours(deed.text));
      case 'sleep':
        return machine.sleep(deed.ms, deed.isCounted);
      case 'set clock':
        return this.setClock(deed.ms);
      case 'sync':
        return this.sync('works');
      case 'answer lost':
        return this.sync('loses answers');
      case 'server away':
        return this.sync('is away');
      case 'restart':
        return this.restart();
      case 'crash':
        return this.crash(deed);
    }
  }

  private async setClock(milliseconds: number): Promise<void> {
    this.machine.setClock(milliseconds);
    // What was open ends at the old clock.
    this.running.tick();
    await this.settled();
    this.clockMoves();
  }

  private async sync(network: Network): Promise<void> {
    this.log.network = network;
    await this.running.sync();
    this.log.network = 'works';
  }

  private async restart(): Promise<void> {
    await this.running.recorder.end();
    await this.running.close();
    this.expected.restart();
    await this.start();
  }

  private async crash({ share, zeros, isSettling }: Extract<Deed, { do: 'crash' }>): Promise<void> {
    if (isSettling) await this.running.syncUntilSettling();
    await this.settled();
    await this.running.close();
    const lost = isSettling ? 0 : await this.cutLastWrite(share, zeros);
    const before = sumOf(this.expected.byProgram());
    this.written.splice(this.written.length - lost, lost);
    this.expected.crash(this.stored());
    if (lost === 0) this.costs.push(before - sumOf(this.expected.byProgram()));
    await this.start();
  }

  /** Cuts the last write, as a crash within it does. Returns how many of its records that costs. */
  private async cutLastWrite(share: number, zeros: boolean): Promise<number> {
    const spool = join(this.place.folder, 'spool');
    const newest = (await readdir(spool))
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .at(-1);
    const ofWrite = this.written.filter(({ write }) => write === this.writes).length;
    if (newest === undefined || ofWrite === 0) return 0;
    const path = join(spool, newest);
    const { lines, bytes } = await tailOf(path, ofWrite);
    const { size } = await stat(path);
    // The synchroniser has put records behind them: the write is whole.
    if (!lines.at(-1)?.includes(`"sequence":${this.written.at(-1)?.record.sequence},`)) return 0;
    const kept = Math.round(bytes * share);
    await truncate(path, size - bytes + kept);
    if (zeros) await withZeros(path);
    let end = 0;
    const whole = lines.filter((line) => (end += Buffer.byteLength(line) + 1) <= kept).length;
    return ofWrite - whole;
  }

  /** Time on the disk or at the server, by program. A record counts once, at its longest. */
  private stored(): Map<string, number> {
    const longest = new Map<string, Posted>();
    for (const activity of [...this.log.activities, ...this.written.map(({ record }) => record)]) {
      const known = longest.get(activity.id);
      if (known === undefined || lengthOf(known) < lengthOf(activity)) longest.set(activity.id, activity);
    }
    return byProgram([...longest.values()]);
  }

  /** Records with times in the server's future are kept until it is later. */
  private async drain(): Promise<void> {
    for (let day = 0; day < 4; day++) {
      await this.sync('works');
      if ((await this.running.spool.countBehind(0)) === 0) return;
      this.machine.sleep(DAY_MS, true);
    }
    this.broken.push('records wait for ever');
  }

  /** Waits until the disk has all that was recorded. */
  private async settled(): Promise<void> {
    do await turn();
    while (this.running.isWriting);
  }
}

/** Milliseconds of each program. */
export function byProgram(
  activities: readonly { application: string; startedAt: number; endedAt: number }[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { application, startedAt, endedAt } of activities)
    sums.set(application, (sums.get(application) ?? 0) + endedAt - startedAt);
  return sums;
}

export const sumOf = (sums: ReadonlyMap<string, number>): number =>
  [...sums.values()].reduce((total, sum) => total + sum, 0);

const lengthOf = ({ startedAt, endedAt }: Posted): number => endedAt - startedAt;

async function tailOf(path: string, count: number): Promise<{ lines: string[]; bytes: number }> {
  const handle = await open(path);
  try {
    const lines = (await handle.readFile('utf8')).split('\n').slice(0, -1).slice(-count);
    return { lines, bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0) };
  } finally {
    await handle.close();
  }
}

/** A file system may show zeros where data did not reach the disk. */
async function withZeros(path: string): Promise<void> {
  const handle = await open(path, 'a');
  try {
    await handle.write(Buffer.alloc(ZERO_TAIL));
  } finally {
    await handle.close();
  }
}
