import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogUnderTest } from './testing/log-under-test.js';
import { removeFolder, temporaryFolder } from './testing/node-under-test.js';
import { type ProgramRun, runProgram } from './testing/program-run.js';
import { textThatStays } from './testing/text-that-stays.js';

/**
 * A full disk, and a folder that cannot be written. The disk is a tmpfs of 4 MiB, and only root may
 * mount it. Without root its tests are skipped with a message.
 */

let dir: string;
let stops: (() => Promise<unknown>)[];
beforeEach(() => {
  dir = temporaryFolder();
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  removeFolder(dir);
});

const canMount = mountTrial();
const onSmallDisk = canMount ? it : it.skip;

function mountTrial(): boolean {
  const trial = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', trial], { stdio: 'ignore' });
    execFileSync('umount', [trial]);
    return true;
  } catch {
    process.stderr.write('full-disk.contract: mounting is not permitted here, so its tests are skipped.\n');
    return false;
  } finally {
    removeFolder(trial);
  }
}

function mountSmallDisk(): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', dir]);
  // -l unmounts even when a failed test has left a file open.
  stops.push(async () => execFileSync('umount', ['-l', dir]));
}

const remount = (options: string): Buffer => execFileSync('mount', ['-o', `remount,${options}`, dir]);

/** Writes a file that leaves `spareBytes` free on the disk. */
function fillDisk(spareBytes: number): void {
  const { bavail, bsize } = statfsSync(dir);
  writeFileSync(join(dir, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - spareBytes)));
}

const removeBallast = (): void => rmSync(join(dir, 'ballast'));

async function connect(): Promise<{ run: ProgramRun; client: EventStoreDBClient }> {
  const run = await runProgram(dir);
  stops.push(() => run.stop());
  if (run.port === undefined) throw new Error((await run.ended).stderr);
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${run.port}?tls=false`);
  stops.push(() => client.dispose());
  return { run, client };
}

async function idsOf(client: EventStoreDBClient, stream: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { event } of client.readStream(stream)) if (event) ids.push(event.id);
  return ids;
}

/** Appends until the node ends. Returns the acknowledged ids and the one without an answer. */
async function appendUntilTheEnd(
  run: ProgramRun,
  client: EventStoreDBClient,
): Promise<{ acknowledged: string[]; unanswered: string }> {
  const acknowledged: string[] = [];
  const ended = run.ended.then(() => 'ended' as const);
  for (;;) {
    const id = randomUUID();
    const event = jsonEvent({ id, type: 'Filled', data: { text: textThatStays(20_000) } });
    const appended = client.appendToStream('filling', event).then(
      () => 'acknowledged' as const,
      () => ended,
    );
    if ((await Promise.race([appended, ended])) === 'ended') return { acknowledged, unanswered: id };
    acknowledged.push(id);
    if (acknowledged.length % 20 === 0) expect(await idsOf(client, 'filling')).toEqual(acknowledged);
  }
}

async function expectAllAcknowledged(acknowledged: readonly string[], unanswered: string): Promise<void> {
  const { client } = await connect();
  const found = await idsOf(client, 'filling');
  expect(found.filter((id) => id !== unanswered)).toEqual(acknowledged);
  const next = await client.appendToStream('filling', jsonEvent({ type: 'Filled', data: {} }));
  expect(next.nextExpectedRevision).toBe(BigInt(found.length));
}

describe('a node', () => {
  onSmallDisk('on a disk that fills up ends with a clear message and keeps every acknowledged event', async () => {
    mountSmallDisk();
    const { run, client } = await connect();
    fillDisk(1024 * 1024);
    const { acknowledged, unanswered } = await appendUntilTheEnd(run, client);
    const { code, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('The event log cannot be used any more, so the node stops. No space left on device');
    expect(acknowledged.length).toBeGreaterThan(10);
    removeBallast();
    await expectAllAcknowledged(acknowledged, unanswered);
  });

  onSmallDisk(
    'with a read-only folder refuses to start with a clear message, and starts when it is writable',
    async () => {
      mountSmallDisk();
      const { run, client } = await connect();
      const event = jsonEvent({ type: 'Filled', data: {} });
      await client.appendToStream('filling', event);
      await run.stop();

      remount('ro');
      const refused = await runProgram(dir);
      expect(refused.port).toBeUndefined();
      const { code, stderr } = await refused.ended;
      expect(code).toBe(1);
      expect(stderr).toContain(`The event log in ${dir} cannot be opened: Read-only file system`);
      remount('rw');
      await expectAllAcknowledged([event.id], '');
    },
  );

  onSmallDisk('on a full disk gives the reason and starts no empty log', async () => {
    mountSmallDisk();
    fillDisk(8192);
    const { port, ended } = await runProgram(dir);
    expect(port).toBeUndefined();
    const { code, signal, stderr } = await ended;
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(stderr).toMatch(/cannot be opened: .*(ENOSPC|No space left)/);
    removeBallast();
    const { client } = await connect();
    await client.appendToStream('filling', jsonEvent({ type: 'Filled', data: {} }));
  });
});

describe('a scavenge', () => {
  onSmallDisk.each([0, 4096, 64 * 1024, 512 * 1024])(
    'with %i free bytes fails, leaves the log usable and removes its file',
    async (spareBytes) => {
      mountSmallDisk();
      const log = new LogUnderTest(dir);
      stops.push(() => log.close());
      for (let count = 0; count < 12; count++) await log.append('kept', textThatStays(100_000));
      const before = log.readAll();
      fillDisk(spareBytes);
      await expect(log.scavenge()).rejects.toThrow(/ENOSPC|No space left/);
      expect(readdirSync(dir).sort()).toEqual(['ballast', 'log-1']);
      expect(log.failures).toEqual([]);
      expect(log.readAll()).toEqual(before);
      removeBallast();
      await log.scavenge();
      expect(await log.append('kept', 'more')).toMatchObject({ kind: 'written', lastRevision: 12n });
    },
  );
});
