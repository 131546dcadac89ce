import type { TopSite } from '../agent/agent-answers.js';
import { inOrder } from '../browser/in-order.js';
import type { StorageArea } from '../browser/web-extension.js';
import type { ServerCalls } from '../server/server-calls.js';
import type { Focus, More } from '../server/focus-block.js';
import type { Queue } from '../stays/queue.js';
import { NO_STAYS, type Stays, type StayRecord } from '../stays/stays.js';
import type { SentLog } from './sent-log.js';
import type { Connection } from './way.js';

/** Until the browser ends: the stays that go on, and the last word of the server. */
export interface Session {
  readonly stays: Stays;
  readonly connection: Connection;
  readonly failures: number;
  /** No call before this moment, epoch ms. */
  readonly nextSyncAt: number;
  readonly nextPollAt: number;
  readonly focus: Focus | null;
  readonly levels: Readonly<Record<string, number | null>>;
  readonly more: More;
  /** Whether an agent on this computer keeps the time already. */
  readonly isAgentHere: boolean;
  readonly mostRecords: number;
}

export const MOST_OF_A_CALL = 500;

const NO_SESSION: Session = {
  ...{ stays: NO_STAYS, connection: 'works', failures: 0, nextSyncAt: 0, nextPollAt: 0, focus: null },
  ...{ levels: {}, more: {}, isAgentHere: false, mostRecords: MOST_OF_A_CALL },
};

/** What stays when the browser ends. */
export interface Kept {
  /** Epoch ms until which nothing is recorded; null: no pause. */
  readonly pausedUntil: number | null;
  /** Records that the server refused for good. */
  readonly refused: number;
  /** The local day of `sites`, such as `2026-11-21`. */
  readonly day: string;
  /** Recorded seconds of the day by host. */
  readonly sites: Readonly<Record<string, number>>;
}

const NOTHING_KEPT: Kept = { pausedUntil: null, refused: 0, day: '', sites: {} };

export interface ServerWayParts {
  readonly calls: ServerCalls;
  readonly local: StorageArea;
  readonly session: StorageArea;
  readonly queue: Queue;
  readonly now: () => number;
  readonly sent: SentLog;
  /** Whether an agent answers at its port. */
  readonly isAgentHere: () => Promise<boolean>;
}

/** The memory of the way to the server, in the two storages of the browser. */
export class ServerMemory {
  private readonly alone = inOrder();

  constructor(
    private readonly local: StorageArea,
    private readonly session: StorageArea,
  ) {}

  async read(): Promise<Session> {
    const { server } = await this.session.get(['server']);
    return { ...NO_SESSION, ...(server as Partial<Session> | undefined) };
  }

  /** Changes some fields. What another part changed meanwhile stays. */
  change(change: Partial<Session>): Promise<Session> {
    return this.alone(async () => {
      const next = { ...(await this.read()), ...change };
      await this.session.set({ server: next });
      return next;
    });
  }

  async kept(): Promise<Kept> {
    const { kept } = await this.local.get(['kept']);
    return { ...NOTHING_KEPT, ...(kept as Partial<Kept> | undefined) };
  }

  keep(change: Partial<Kept>): Promise<void> {
    return this.alone(async () => this.local.set({ kept: { ...(await this.kept()), ...change } }));
  }
}

/** Hosts of a day. More are not shown, and a script could make up hosts without end. */
const MOST_HOSTS = 300;

/** Adds what these records have more than before. `known` has the end that was counted, by id. */
export function withTime(
  { day, sites }: Pick<Kept, 'day' | 'sites'>,
  records: readonly StayRecord[],
  today: string,
  countedFrom: (record: StayRecord) => number,
): Pick<Kept, 'day' | 'sites'> {
  const next: Record<string, number> = day === today ? { ...sites } : {};
  for (const record of records) {
    const { host } = record.page;
    if (!Object.hasOwn(next, host) && Object.keys(next).length >= MOST_HOSTS) continue;
    next[host] =
      (Object.hasOwn(next, host) ? (next[host] ?? 0) : 0) + Math.max(0, record.endedAt - countedFrom(record)) / 1_000;
  }
  return { day: today, sites: next };
}

/** The hosts with most time, most first. */
export const topSites = (sites: Kept['sites']): TopSite[] =>
  Object.entries(sites)
    .map(([site, seconds]) => ({ site, seconds }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, 10);
