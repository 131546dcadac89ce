import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catchError, concat, concatMap, EMPTY, filter, from, fromEvent, interval, lastValueFrom } from 'rxjs';
import { map, merge, type Observable, of, scan, takeUntil, tap } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { withoutPrivateTitle } from '../capture/privacy.js';
import { loadDevice } from './device.js';
import { INITIAL_SESSION, type Observation, observe, type Span } from '../sessions/sessioniser.js';
import { holdFolder } from '../spool/hold-folder.js';
import { Spool, type SpooledSpan } from '../spool/spool.js';
import { noteSync } from '../sync/last-sync.js';
import { quarantine } from '../sync/quarantine.js';
import { ServerClock } from '../sync/server-clock.js';
import { Synchroniser } from '../sync/synchroniser.js';

const TICK_MS = 5_000;
const LAST_SYNC_MS = 3_000;

export interface AgentOptions {
  source: ActivitySource;
  server: URL;
  key: string;
  /** Made when missing; one agent at a time may use it. */
  dataFolder: string;
  /** A pause without input that is shorter than this counts as time. */
  idleLimitMs: number;
  /** Fixed seconds between syncs. Without it the server decides. */
  syncSeconds?: number | undefined;
  /** Gets a sentence for the person at each change of state. Never gets the key. */
  say: (message: string) => void;
  /**
   * Ends the recording. The agent closes the open span, spools confirmed time and sends once more.
   */
  stop: AbortSignal;
}

/** The paths of the files in a data folder. */
export function filesOf(dataFolder: string) {
  return {
    spool: join(dataFolder, 'spool'),
    quarantine: join(dataFolder, 'quarantine.jsonl'),
    lastSync: join(dataFolder, 'last-sync.json'),
  };
}

/**
 * Records until `stop`: source -> privacy -> sessioniser -> spool. Beside it runs spool -> server.
 * Resolves when everything is closed. Rejects when the folder cannot be used, and when another
 * agent holds it.
 */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { dataFolder, source, server } = options;
  const say = withoutRepeats(options.say);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const hold = await holdFolder(dataFolder);
  if (hold === null) throw new Error(`another agent is running on ${dataFolder}`);
  try {
    const device = await loadDevice(dataFolder);
    const files = filesOf(dataFolder);
    const spool = await Spool.open({ folder: files.spool, deviceId: device.id, warn: say, now: Date.now });
    const clock = new ServerClock();
    const synchroniser = new Synchroniser({
      spool,
      clock,
      destination: { server, key: options.key, device },
      syncSeconds: options.syncSeconds,
      say,
      setAside: (refusals) => quarantine(files.quarantine, refusals),
      synced: (state) => noteSync(files.lastSync, state),
    });
    say(`recording ${source.name} to ${server.href}, device ${device.id}, data in ${dataFolder}`);
    await recordAndSync(options, { spool, clock, synchroniser, say });
    await spool.close();
    say('stopped');
  } finally {
    await hold.release();
  }
}

interface Parts {
  spool: Spool;
  clock: ServerClock;
  synchroniser: Synchroniser;
  say: (message: string) => void;
}

async function recordAndSync(options: AgentOptions, parts: Parts): Promise<void> {
  const { spool, clock, synchroniser, say } = parts;
  const giveUp = new AbortController();
  const syncing = synchroniser.run(options.stop, giveUp.signal);
  await lastValueFrom(
    confirmedSpans(options, parts).pipe(
      concatMap((spans) =>
        from(spool.append(spans.map((span) => corrected(span, clock.correctionMs)))).pipe(
          catchError((error: Error) => {
            say(`the disk cannot store the recorded time, ${spans.length} spans are lost: ${error.message}`);
            return EMPTY;
          }),
        ),
      ),
    ),
    { defaultValue: [] },
  );
  const deadline = setTimeout(() => giveUp.abort(), LAST_SYNC_MS);
  await syncing;
  await synchroniser.sync(giveUp.signal);
  clearTimeout(deadline);
}

/** The spans of a desktop, each as soon as it is certain. Completes after `stop`. */
function confirmedSpans(options: AgentOptions, { clock, say }: Pick<Parts, 'clock' | 'say'>): Observable<Span[]> {
  const ticks = interval(TICK_MS).pipe(map((): Observation['report'] => ({ type: 'tick' })));
  const reports = options.source.reports().pipe(
    tap((report) => announce(report, say)),
    map((report) =>
      report.type === 'active' ? { type: report.type, window: report.window, ...withoutPrivateTitle(report) } : report,
    ),
  );
  const shifts = clock.shifts.pipe(map((shiftMs): Observation['report'] => ({ type: 'clock', shiftMs })));
  const stopped = options.stop.aborted ? of(null) : fromEvent(options.stop, 'abort');
  return concat(
    merge(reports, ticks, shifts).pipe(takeUntil(stopped)),
    of<Observation['report']>({ type: 'end' }),
  ).pipe(
    map((report) => ({ at: clock.now(), report })),
    scan((session, observation) => observe(session.state, observation, options.idleLimitMs), {
      state: INITIAL_SESSION,
      spans: [] as Span[],
    }),
    map(({ spans }) => spans),
    filter((spans) => spans.length > 0),
  );
}

/** Notes the correction, so that a refused record can be corrected by the difference. */
function corrected(span: Span, correctedMs: number): SpooledSpan {
  return correctedMs === 0 ? span : { ...span, correctedMs };
}

function announce(report: ActivityReport, say: (message: string) => void): void {
  if (report.type === 'notice') say(report.message);
  if (report.type === 'lost') say(`nothing can be recorded now, trying again: ${report.reason}`);
  if (report.type === 'ready') say('the desktop answers');
}

/** Passes each sentence on, but not the same sentence twice in a row. */
function withoutRepeats(say: (message: string) => void): (message: string) => void {
  let last = '';
  return (message) => {
    if (message !== last) say(message);
    last = message;
  };
}
