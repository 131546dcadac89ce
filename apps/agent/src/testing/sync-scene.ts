import { join } from 'node:path';
import { type Span } from '../sessions/sessioniser.js';
import { Spool } from '../spool/spool.js';
import { type SyncState } from '../sync/last-sync.js';
import { Quarantine } from '../sync/quarantine.js';
import { ServerClock } from '../sync/server-clock.js';
import { Synchroniser } from '../sync/synchroniser.js';
import { startStubServer, type StubServer } from './stub-server.js';
import { withTemporaryFolder } from './temporary-folder.js';

export const DEVICE = { id: '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f', machine: 'm', osUser: 'u', platform: 'linux' };
export const KEY = 'key-of-the-test';
export const NEVER = new AbortController().signal;

/** Spans of 800 ms, one each second. */
export const spans = (count: number, title = 't'): Span[] =>
  Array.from({ length: count }, (_unused, index) => ({
    application: 'XTerm',
    title: `${title} ${index}`,
    startedAt: 1_795_176_000_000 + index * 1_000,
    endedAt: 1_795_176_000_800 + index * 1_000,
  }));

/** What a test of sending has at hand. */
export interface Scene {
  server: StubServer;
  spool: Spool;
  synchroniser: Synchroniser;
  messages: string[];
  /** What `status` was told, call by call. */
  states: SyncState[];
  quarantineFile: string;
}

/** A spool, a server and the synchroniser between them. `random` 0.5 removes the jitter. */
export async function between(
  work: (scene: Scene) => Promise<void>,
  { syncSeconds, clock = new ServerClock() }: { syncSeconds?: number; clock?: ServerClock } = {},
): Promise<void> {
  const server = await startStubServer();
  await withTemporaryFolder(async (folder) => {
    const messages: string[] = [];
    const states: SyncState[] = [];
    const say = (message: string) => void messages.push(message);
    const spool = await Spool.open({ folder, deviceId: DEVICE.id, warn: say, now: () => 1_000 });
    const quarantineFile = join(folder, 'quarantine.jsonl');
    const synchroniser = new Synchroniser({
      spool,
      clock,
      destination: { server: server.url, key: KEY, device: DEVICE },
      syncSeconds,
      say,
      setAside: (refusals) => new Quarantine(quarantineFile).setAside(refusals),
      synced: async (state) => void states.push(state),
      random: () => 0.5,
    });
    await work({ server, spool, synchroniser, messages, states, quarantineFile }).finally(() => spool.close());
    expect(messages.join()).not.toContain(KEY);
  }).finally(() => server.close());
}
