import type { ServerCalls, SendOutcome } from '../server/server-calls.js';
import { Queue } from '../stays/queue.js';
import { SentLog } from '../ways/sent-log.js';
import { ServerWay } from '../ways/server-way.js';
import { memoryStorage } from './memory-storage.js';

export type SentBody = ReturnType<ServerCalls['bodyOf']>;
type Answers = Pick<ServerCalls, 'send' | 'commands' | 'levelOf'>;

export const TAKEN: SendOutcome = { type: 'taken', refused: [], early: [], nextSyncSeconds: 180 };
const IDLE_SERVER: Answers = {
  send: async () => TAKEN,
  commands: async () => ({ focus: null, erased: [], nextPollSeconds: 60 }),
  levelOf: async () => 0,
};

/** The way to the server. The browser stops its script before each call. The test has the clock. */
export class ServerScene {
  now = Date.UTC(2026, 10, 21, 11);
  isAgentHere = false;
  /** What the server answers. */
  answers: Answers = IDLE_SERVER;
  /** What reached the server, also when its answer was lost. */
  readonly bodies: SentBody[] = [];
  readonly local = memoryStorage();
  private session = memoryStorage();

  /** A new object for each call: nothing may be kept in memory. */
  get way(): ServerWay {
    const calls = {
      bodyOf: (records: Parameters<ServerCalls['bodyOf']>[0]) => ({
        ...{ device: { id: 'browser', machine: 'Chromium', osUser: '', platform: 'linux' }, source: 'computers' },
        activities: records.map(({ id, page, startedAt, endedAt }) => ({
          ...{ id, application: 'Chromium', url: page.host, title: null, startedAt, endedAt },
        })),
      }),
      send: (body: SentBody) => (this.bodies.push(body), this.answers.send(body)),
      commands: () => this.answers.commands(),
      levelOf: (name: string) => this.answers.levelOf(name),
    } as unknown as ServerCalls;
    const { local, session } = this;
    const queue = new Queue(local);
    const isAgentHere = async () => this.isAgentHere;
    return new ServerWay({
      calls,
      local,
      session,
      queue,
      sent: new SentLog(session),
      now: () => this.now,
      isAgentHere,
    });
  }

  /** The browser ends and starts again. */
  restart(): void {
    this.session = memoryStorage();
  }

  /** The person looks at a host for some seconds, and does something all the time. */
  async watch(host: string | null, seconds: number): Promise<void> {
    const page = host === null ? null : { host, path: '/', title: '', audible: false };
    for (let passed = 0; passed < seconds; passed += 30) {
      await this.way.look({ page, idle: 'active', inputAt: this.now });
      this.now += Math.min(30, seconds - passed) * 1_000;
      await this.way.look({ page, idle: 'active', inputAt: this.now });
    }
  }

  /** Seconds at the server by host: the last end of each id counts, as it does there. */
  get secondsByHost(): Record<string, number> {
    const ends = new Map(this.bodies.flatMap(({ activities }) => activities).map((one) => [one.id, one]));
    const sums: Record<string, number> = {};
    for (const { url, startedAt, endedAt } of ends.values())
      sums[String(url)] = (sums[String(url)] ?? 0) + (Number(endedAt) - Number(startedAt)) / 1_000;
    return sums;
  }
}
