import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endPrograms, type Program, startNode } from '../../../apps/agent/src/testing/programs.js';
import { until } from '../../../apps/agent/src/testing/until.js';
import { isInstalled, startXvfbDesktop, type XvfbDesktop } from '../../../apps/agent/src/testing/xvfb-desktop.js';
import { type CountedServer, startCountedServer } from './agent/counted-server.js';
import { costBetween, costOf } from './agent/process-cost.js';
import { type Scene, scenesOn } from './agent/scene.js';
import type { Print } from './benchmarks.js';
import { memoryOf, proportionalMiB } from './load/process-use.js';
import type { Workspace } from './load/workspace.js';
import { alignedTable } from './report/table.js';

const BUNDLER = fileURLToPath(new URL('../../../../apps/agent/packaging/bundle.mjs', import.meta.url));
const POLLER = fileURLToPath(new URL('./agent/polled-windows-main.js', import.meta.url));
const PROGRAMS = ['Xvfb', 'openbox', 'xterm', 'xdotool', 'xprop', 'xwininfo'];
const START_LIMIT_MS = 60_000;
const HOUR_MS = 3_600_000;
/**
 * An agent runs for hours, so the first minute of each scene is not measured: Node collects what
 * the start has left, and compiles what runs often.
 */
const WARM_UP_MS = 60_000;
/** The benchmark asks for each sync, so none comes between. */
const NO_OWN_SYNC = '86400';
const TARGETS: Readonly<Record<string, string>> = { 'nothing happens': '2', 'a switch every 2 s': '6' };

/** What is measured. */
interface Bench {
  readonly agent: Program;
  readonly poller: Program;
  readonly server: CountedServer;
  /** Puts all time up to now on its way to the server, and waits for that. */
  sync(): Promise<void>;
  readonly milliseconds: number;
}

/**
 * What the agent costs on a desktop: processor time, memory, wake-ups and what it sends, scaled to
 * an hour. It runs as its npm package: one file. A program that polls as get-windows does runs
 * beside it on the same desktop.
 *
 * Each phase begins behind a sync and ends with one, as at a server that asks for it every 180 s.
 */
export async function agent(workspace: Workspace, print: Print, { seconds }: { seconds: number }): Promise<void> {
  const missing = PROGRAMS.filter((program) => !isInstalled(program));
  if (missing.length > 0) return print(`This benchmark needs ${missing.join(', ')}.`);
  const server = await startCountedServer();
  const desktop = await startXvfbDesktop();
  try {
    const scenes = await scenesOn(desktop);
    const dataDir = join(workspace.dir, 'agent');
    const main = join(workspace.dir, 'timeledger-agent.mjs');
    execFileSync(process.execPath, [BUNDLER, main]);
    const startedMs = performance.now();
    const program = await startAgent({ main, desktop, server, dataDir });
    const { cpuMs } = costOf(pidOf(program));
    const tookMs = performance.now() - startedMs;
    print(`\nstart to the first record at the server: ${seconds1(cpuMs)} s of CPU in ${seconds1(tookMs)} s`);
    const poller = startNode([POLLER], environmentOf(desktop));
    const sync = async () => {
      const { ended, output } = startNode([main, 'sync', '--data-dir', dataDir], environmentOf(desktop));
      if ((await ended) !== 0) throw new Error(`the agent could not sync: ${output()}`);
    };
    const bench: Bench = { agent: program, poller, server, sync, milliseconds: seconds * 1_000 };
    const phases: Phase[] = [];
    for (const scene of scenes) {
      await scene.warmUp(WARM_UP_MS);
      phases.push(await measure(bench, scene));
    }
    show(phases, print);
    await showEmptyProcess(print);
  } finally {
    await endPrograms();
    await desktop.close();
    await server.close();
  }
}

interface Start {
  readonly main: string;
  readonly desktop: XvfbDesktop;
  readonly server: CountedServer;
  readonly dataDir: string;
}

async function startAgent({ main, desktop, server, dataDir }: Start): Promise<Program> {
  const place = ['--server', server.url.href, '--data-dir', dataDir, '--display', desktop.display];
  const program = startNode([main, 'run', ...place, '--sync-seconds', NO_OWN_SYNC], environmentOf(desktop));
  await until('the desktop', () => program.output().includes('the desktop answers'), START_LIMIT_MS);
  // Without input no time is confirmed.
  const firstRecord = () => (desktop.press(), server.calls().records > 0);
  await until('the first record', firstRecord, START_LIMIT_MS, 500);
  return program;
}

/** The desktop alone: no bus of the person who runs this, no settings. */
const environmentOf = ({ display }: XvfbDesktop): NodeJS.ProcessEnv => ({
  ...{ DISPLAY: display, WAYLAND_DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: '' },
  ...{ TIMELEDGER_KEY: 'key-of-the-benchmark' },
});

interface Phase {
  readonly name: string;
  readonly times: number;
  readonly hours: number;
  readonly agent: ReturnType<typeof costOf>;
  readonly poller: ReturnType<typeof costOf>;
  readonly bytes: number;
  readonly records: number;
  readonly memory: ReturnType<typeof memoryOf>;
  readonly proportionalMiB: number;
}

async function measure(bench: Bench, scene: Scene): Promise<Phase> {
  const { agent, poller, server, milliseconds } = bench;
  const [agentPid, pollerPid] = [pidOf(agent), pidOf(poller)];
  await bench.sync();
  const look = () => ({
    atMs: performance.now(),
    agent: costOf(agentPid),
    poller: costOf(pollerPid),
    bytes: server.received(),
    records: server.calls().records,
  });
  const before = look();
  const times = await scene.play(milliseconds);
  await bench.sync();
  const after = look();
  return {
    name: scene.name,
    times,
    hours: (after.atMs - before.atMs) / HOUR_MS,
    agent: costBetween(before.agent, after.agent),
    poller: costBetween(before.poller, after.poller),
    bytes: after.bytes - before.bytes,
    records: after.records - before.records,
    memory: memoryOf(agentPid),
    proportionalMiB: proportionalMiB(agentPid),
  };
}

function show(phases: readonly Phase[], print: Print): void {
  const rows = phases.map(({ name, times, hours, agent, poller, ...phase }) => [
    name,
    times,
    agent.cpuMs / 1_000 / hours,
    TARGETS[name] ?? '',
    (poller.cpuMs + poller.childrenCpuMs) / 1_000 / hours,
    Math.round(agent.wakeUps / hours),
    Math.round(phase.bytes / hours / 1_000),
    Math.round(phase.records / hours),
    phase.memory.residentMiB,
    phase.memory.anonymousMiB,
    phase.proportionalMiB,
  ]);
  const costs = ['CPU s', 'target', 'get-windows CPU s', 'wake-ups', 'KB sent', 'records'];
  print('\nin an hour, scaled; memory in MiB at the end (target: 60 MB resident)');
  print(alignedTable(['while', 'times', ...costs, 'RSS', 'RssAnon', 'PSS'], rows));
}

/** The memory that Node takes before a program does anything. */
async function showEmptyProcess(print: Print): Promise<void> {
  const program = startNode(['-e', 'setInterval(() => process.stdout.write("x"), 100)']);
  await until('an empty process', () => program.output() !== '', START_LIMIT_MS);
  const { residentMiB, anonymousMiB } = memoryOf(pidOf(program));
  print(`\nNode that does nothing: RSS ${residentMiB.toFixed(1)} MiB, RssAnon ${anonymousMiB.toFixed(1)}`);
}

const pidOf = ({ child }: Program): number => child.pid ?? 0;
const seconds1 = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);
