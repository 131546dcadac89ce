import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { interval, merge, Subscription } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { openForExtension } from '../loopback/for-extension.js';
import { openForWatchers } from '../activity-watch/for-watchers.js';
import { EditorDocuments } from '../sites/editor-documents.js';
import { SiteNames } from '../sites/site-names.js';
import { type TitledSite } from '../sites/titled-sites.js';
import { loadDevice } from './device.js';
import { Recorder } from './recorder.js';
import { holdFolder } from '../spool/hold-folder.js';
import { Spool } from '../spool/spool.js';
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
  /** Names of applications whose windows count without input. Default: none. */
  countsWhenIdle?: readonly string[];
  /** The port of 127.0.0.1 for the browser extension. Default 0: none. */
  extensionPort?: number;
  /** The port for watchers of ActivityWatch, and extensions that may use it. Default: none. */
  activityWatch?: { port: number; origins: readonly string[] } | undefined;
  /** Sites by titles, where no extension tells pages. Default: none. */
  titledSites?: readonly TitledSite[];
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
  const { dataFolder } = options;
  const say = withoutRepeats(options.say);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const desktop = { isSeen: true };
  const yielding = new AbortController();
  const hold = await holdFolder(dataFolder, {
    mayYield: () => !desktop.isSeen,
    yielded: () => {
      say('another agent takes over this folder');
      yielding.abort();
    },
  });
  if (hold === null) throw new Error(`another agent is running on ${dataFolder}`);
  try {
    const stop = AbortSignal.any([options.stop, yielding.signal]);
    await runOnFolder({ ...options, say, stop }, desktop);
  } finally {
    await hold.release();
  }
}

async function runOnFolder(options: AgentOptions, desktop: Parts['desktop']): Promise<void> {
  const { dataFolder, say, source, server } = options;
  const device = await loadDevice(dataFolder);
  const files = filesOf(dataFolder);
  const spool = await Spool.open({ folder: files.spool, deviceId: device.id, warn: say, now: Date.now });
  const clock = new ServerClock();
  const sites = new SiteNames(() => performance.now());
  const extension = await openForExtension({ port: options.extensionPort ?? 0, dataFolder, sites, say });
  const editors = new EditorDocuments(() => performance.now());
  const named = { sites, editors };
  const watchers = options.activityWatch && { ...options.activityWatch, ...named, deviceId: device.id, say };
  const watchPort = watchers && (await openForWatchers(watchers));
  const recorder = new Recorder({ ...options, ...named, clock, spool: extension.counting(spool) });
  const synchroniser = new Synchroniser({
    spool,
    clock,
    collect: () => recorder.flush().then(() => extension.save()),
    destination: { server, key: options.key, device },
    syncSeconds: options.syncSeconds,
    say,
    setAside: (refusals) => quarantine(files.quarantine, refusals),
    synced: (state) => noteSync(files.lastSync, state),
  });
  say(`recording ${source.name} to ${server.href}, device ${device.id}, data in ${dataFolder}`);
  await recordAndSync(options, { recorder, clock, synchroniser, ...named, desktop });
  await watchPort?.close();
  await extension.close();
  await spool.close();
  say('stopped');
}

interface Parts {
  recorder: Recorder;
  clock: ServerClock;
  synchroniser: Synchroniser;
  sites: SiteNames;
  editors: EditorDocuments;
  /** An agent that sees no desktop yields its folder to another one. */
  desktop: { isSeen: boolean };
}

async function recordAndSync(options: AgentOptions, parts: Parts): Promise<void> {
  const { recorder, clock, synchroniser, sites, editors, desktop } = parts;
  const { source, stop, say } = options;
  const giveUp = new AbortController();
  const recording = new Subscription();
  recording.add(clock.shifts.subscribe((shiftMs) => recorder.take({ type: 'clock', shiftMs })));
  recording.add(interval(TICK_MS).subscribe(() => recorder.take({ type: 'tick' })));
  recording.add(sites.named.subscribe((name) => recorder.name(name)));
  recording.add(merge(sites.told, editors.told).subscribe(() => recorder.lookAgain()));
  recording.add(
    source.reports().subscribe((report) => {
      if (report.type === 'ready' || report.type === 'lost') desktop.isSeen = report.type === 'ready';
      announce(report, say);
      recorder.see(report);
    }),
  );
  const syncing = synchroniser.run(stop, giveUp.signal);
  if (!stop.aborted) await once(stop, 'abort');
  await recorder.end();
  recording.unsubscribe();
  const deadline = setTimeout(() => giveUp.abort(), LAST_SYNC_MS);
  await syncing;
  await synchroniser.sync(giveUp.signal);
  clearTimeout(deadline);
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
