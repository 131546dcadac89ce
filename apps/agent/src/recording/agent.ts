import { once } from 'node:events';
import { join } from 'node:path';
import { merge, Subscription, tap } from 'rxjs';
import { type Companion, openCompanion } from '../focus/open-companion.js';
import { openForExtension } from '../loopback/for-extension.js';
import { openForWatchers } from '../activity-watch/for-watchers.js';
import { EditorDocuments } from '../sites/editor-documents.js';
import { SiteNames } from '../sites/site-names.js';
import { type ActivityReport } from '../capture/activity-source.js';
import { type ControlServer, openControl } from '../control/control-server.js';
import { RulesInForce } from '../rules/rules-in-force.js';
import { type AgentOptions, type Chosen } from './agent-options.js';
import { type AskedParts, controlAnswers } from './control-answers.js';
import { loadDevice } from './device.js';
import { Gate, gated, pausingOf } from './gate.js';
import { type Say, withoutRepeats } from './log.js';
import { Pause } from './pause.js';
import { keepersOf, withoutErased } from './keepers.js';
import { Recorder } from './recorder.js';
import { SelfReport } from './self-report.js';
import { ticksInSilence } from './ticks.js';
import { holdFolder } from '../spool/hold-folder.js';
import { makeOwnFolder } from '../spool/own-folder.js';
import { Spool } from '../spool/spool.js';
import { noteSync } from '../sync/last-sync.js';
import { Quarantine } from '../sync/quarantine.js';
import { ServerClock } from '../sync/server-clock.js';
import { Synchroniser } from '../sync/synchroniser.js';

const LAST_SYNC_MS = 3_000;
const ALL_ALWAYS: Chosen = { rules: (sample) => sample, hours: null };

/** The paths of the files in a data folder. */
export function filesOf(dataFolder: string) {
  return {
    spool: join(dataFolder, 'spool'),
    quarantine: join(dataFolder, 'quarantine.jsonl'),
    lastSync: join(dataFolder, 'last-sync.json'),
    pause: join(dataFolder, 'pause.json'),
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
  await makeOwnFolder(dataFolder);
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

async function runOnFolder(given: AgentOptions, desktop: Parts['desktop']): Promise<void> {
  const self = new SelfReport(Date.now);
  const options = { ...given, say: self.listening(given.say) };
  const { dataFolder, say, source, server, chosen = ALL_ALWAYS } = options;
  const device = await loadDevice(dataFolder);
  const files = filesOf(dataFolder);
  const spool = await openSpool(files.spool, device.id, say);
  const clock = new ServerClock();
  const pause = await Pause.load(files.pause, Date.now());
  const gate = new Gate({ pause, hours: chosen.hours, machineMs: Date.now, nowMs: () => clock.now().wallMs });
  const sites = new SiteNames(() => performance.now());
  const rules = new RulesInForce(chosen.rules);
  const companion = openCompanion({
    ...{ ...options, clock, rules },
    keepers: () => keepersOf({ recorder, spool, quarantine, sites: extension, self }, say),
    to: { server, key: options.key, deviceId: device.id },
  });
  const extension = await openForExtension({
    ...{ port: options.extensionPort ?? 0, dataFolder, sites, say, blocks: companion.focus.blocks },
    pausing: pausingOf(gate),
  });
  const editors = new EditorDocuments(() => performance.now());
  const named = { sites, editors };
  const watchers = options.activityWatch && { ...options.activityWatch, ...named, deviceId: device.id, say };
  const watchPort = watchers && (await openForWatchers(watchers));
  const counted = withoutErased(extension.counting(spool), companion.isErased);
  const recorder = new Recorder({ ...options, ...named, clock, rules, self, spool: counted });
  const quarantine = new Quarantine(files.quarantine);
  const synchroniser = new Synchroniser({
    spool,
    clock,
    collect: async () => {
      await recorder.flush();
      await extension.save();
    },
    beforeSending: (giveUp) => companion.focus.beforeSending(giveUp),
    isErased: companion.isErased,
    destination: { server, key: options.key, device },
    syncSeconds: options.syncSeconds,
    say,
    setAside: (refusals) => quarantine.setAside(refusals),
    synced: (state) => noteSync(files.lastSync, state),
  });
  say(`recording ${source.name} to ${server.href}, device ${device.id}, data in ${dataFolder}`);
  if (pause.at(Date.now()) !== null) say('recording is paused');
  const control = await openForCommands({ options, self, gate, recorder, synchroniser, companion, extension });
  void companion.begin();
  await recordAndSync(options, { recorder, clock, synchroniser, ...named, companion, desktop, gate, self });
  await companion.close();
  gate.close();
  await control?.close();
  await watchPort?.close();
  await extension.close();
  await spool.close();
  say('stopped');
}

const openSpool = (folder: string, deviceId: string, say: Say): Promise<Spool> =>
  Spool.open({ folder, deviceId, warn: (message) => say(message, 'warning'), now: Date.now });

async function openForCommands(parts: AskedParts): Promise<ControlServer | null> {
  const { dataFolder, say } = parts.options;
  const control = await openControl(dataFolder, controlAnswers(parts), { tail: parts.self.lines });
  if (control === null) say('commands cannot reach this agent: no socket can be made in its folder', 'warning');
  return control;
}

interface Parts {
  gate: Gate;
  self: SelfReport;
  recorder: Recorder;
  clock: ServerClock;
  synchroniser: Synchroniser;
  sites: SiteNames;
  editors: EditorDocuments;
  companion: Companion;
  /** An agent that sees no desktop yields its folder to another one. */
  desktop: { isSeen: boolean };
}

async function recordAndSync(options: AgentOptions, parts: Parts): Promise<void> {
  const { source, stop, say } = options;
  const { recorder, clock, synchroniser, sites, editors, companion, desktop, gate, self } = parts;
  const giveUp = new AbortController();
  const recording = new Subscription();
  recording.add(clock.shifts.subscribe((shiftMs) => recorder.take({ type: 'clock', shiftMs })));
  recording.add(gate.isOpen.subscribe((isOpen) => companion.recording(isOpen)));
  recording.add(sites.named.subscribe((name) => recorder.name(name)));
  recording.add(merge(sites.told, editors.told).subscribe(() => recorder.lookAgain()));
  const reports = gated(source.reports(), gate.isOpen).pipe(
    tap((report) => {
      self.sawReport(report);
      if (report.type === 'ready' || report.type === 'lost') desktop.isSeen = report.type === 'ready';
      announce(report, say);
      recorder.see(report);
      companion.see(report, recorder.isCounting);
    }),
  );
  recording.add(ticksInSilence(reports).subscribe(() => recorder.take({ type: 'tick' })));
  const syncing = synchroniser.run(stop, giveUp.signal);
  if (!stop.aborted) await once(stop, 'abort');
  await recorder.end();
  recording.unsubscribe();
  const deadline = setTimeout(() => giveUp.abort(), LAST_SYNC_MS);
  await syncing;
  await synchroniser.sync(giveUp.signal);
  clearTimeout(deadline);
}

function announce(report: ActivityReport, say: Say): void {
  if (report.type === 'notice') say(report.message);
  if (report.type === 'lost') say(`nothing can be recorded now, trying again: ${report.reason}`, 'warning');
  if (report.type === 'ready') say('the desktop answers');
}
