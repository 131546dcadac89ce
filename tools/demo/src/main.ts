import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { answerOf, createTimeledgerClient, localDateOf } from '@app/client';
import { adminTokenFile } from '@app/settings';
import { type DemoNotes, NoDemoFolderError, readNotes, writeNotes } from './demo-folder.js';
import { type DemoServer, startDemoServer, WHOLE_YEAR } from './demo-server.js';
import { dayAfter, fill, newestDay } from './fill.js';
import { makePeople } from './make-people.js';

/** Beside a server of one's own on port 3000. */
const PORT = process.env['PORT'] || '3001';
const FOLDER = resolve(process.env['DATA_DIR'] || 'data-demo');
const { values: asked } = parseArgs({ options: { days: { type: 'string', default: '365' } } });
const EVERY_MS = 60_000;
const LOOK_AGAIN_MS = 100;
/** A person need not wait for the whole year to look around. */
const NEWEST_DAYS = 14;

/** Serves a year of three invented people until a signal, and goes on with their day. */
async function demo(stopping: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const before = await readNotes(FOLDER);
  const server = await startDemoServer(FOLDER, PORT);
  try {
    const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(0);
    const begun = before ?? (await begin(server));
    const isFull = begun.filledTo !== undefined;
    if (!isFull) {
      await fillNewest(server, begun);
      await caughtUp(server);
      process.stdout.write(welcome(server, begun));
      process.stdout.write(`Ready after ${seconds()} s. The year before comes in meanwhile ...\n`);
    }
    let notes = await fillUp(server, begun);
    await caughtUp(server);
    if (isFull) process.stdout.write(welcome(server, notes));
    process.stdout.write(`${WHOLE_YEAR}, ${seconds()} s after the start.\n`);
    const ended = server.ended.then(() => true);
    const pause = () => delay(EVERY_MS, false, { signal: stopping }).catch(() => true);
    while (!(await Promise.race([ended, pause()]))) notes = await fillUp(server, notes);
  } finally {
    await server.stop();
  }
}

/** Makes the people of a new folder. */
async function begin({ address: baseUrl }: DemoServer): Promise<DemoNotes> {
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const adminToken = (await readFile(adminTokenFile(FOLDER), 'utf8')).trim();
  const people = await makePeople({ baseUrl, adminToken, timeZone });
  const notes = { timeZone, begin: dayAfter(localDateOf(Date.now(), timeZone), -Number(asked.days)), people };
  await writeNotes(FOLDER, notes);
  return notes;
}

/** Fills the newest days of a new folder. They come again with the year, and add nothing then. */
async function fillNewest({ address }: DemoServer, notes: DemoNotes): Promise<void> {
  const now = Date.now();
  const end = localDateOf(now, notes.timeZone);
  const oldest = dayAfter(end, 1 - NEWEST_DAYS);
  const days = { begin: oldest > notes.begin ? oldest : notes.begin, end, now, timeZone: notes.timeZone };
  await Promise.all(notes.people.map((person) => fill(address, person, days)));
}

/** Fills up to now. Days before today are complete then. */
async function fillUp({ address }: DemoServer, notes: DemoNotes): Promise<DemoNotes> {
  const now = Date.now();
  const today = localDateOf(now, notes.timeZone);
  const begin = notes.filledTo === undefined ? notes.begin : dayAfter(notes.filledTo);
  const days = { begin, end: today, now, timeZone: notes.timeZone };
  await Promise.all(notes.people.map((person) => fill(address, person, days)));
  const filled = { ...notes, filledTo: dayAfter(today, -1) };
  if (filled.filledTo !== notes.filledTo) await writeNotes(FOLDER, filled);
  return filled;
}

/** Resolves when reports show all that was sent. */
async function caughtUp({ address: baseUrl }: DemoServer): Promise<void> {
  const client = createTimeledgerClient({ baseUrl });
  while (!(await answerOf(client.GET('/api/v1/status'))).projector.caughtUp) await delay(LOOK_AGAIN_MS);
}

function welcome({ address }: DemoServer, notes: DemoNotes): string {
  const { people } = notes;
  const rows = people.map(({ email, password }) => `  ${email.padEnd(18)} ${password}`);
  return [
    `Open ${address}/day/${newestDay(Date.now(), notes)} and sign in as one of these:`,
    ...rows,
    `All of it is in ${FOLDER}. Delete the folder, and it is gone. Ctrl-C ends the demo.`,
    '',
  ].join('\n');
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
process.umask(0o077);
try {
  await demo(stop.signal);
} catch (error) {
  // Ctrl-C also ends the server, and then a request of the fill fails.
  if (stop.signal.aborted) process.exit();
  process.stderr.write(`${error instanceof NoDemoFolderError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
