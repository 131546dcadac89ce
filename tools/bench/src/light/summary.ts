import { alignedTable } from '../report/table.js';
import type { Floors } from './floors.js';
import type { Figures } from './state.js';

/** One line of the table: a figure, what it should be, and what the parts cost without us. */
interface Line {
  readonly name: string;
  readonly figure: string;
  readonly target: string;
  readonly floor?: number | undefined;
}

const megabytes = (name: string, figure: string, target = '', floor?: number): Line => ({
  name,
  figure,
  target,
  floor,
});

/** Every figure, with its target and its floor. `emptyRoute` is measured in each state. */
function linesOf({ one, eight, cpuMsOfWrite, engineMiB, engineStartMs }: Floors): readonly Line[] {
  return [
    megabytes('anonymous memory 3 s after the start, MiB', 'anonStartedMiB', '', engineMiB),
    megabytes('anonymous memory at rest, MiB', 'anonMiB', '<= 120, 220, 260', engineMiB),
    megabytes('RSS at rest', 'rssMiB'),
    megabytes('PSS at rest', 'pssMiB'),
    megabytes('anonymous memory after questions', 'anonAfterMiB', '', engineMiB),
    megabytes('RSS after questions', 'rssAfterMiB'),
    megabytes('PSS after questions', 'pssAfterMiB'),
    { name: 'start, ms', figure: 'startMs', target: '<= 1,500', floor: engineStartMs },
    { name: 'the empty route, 8 connections, /s', figure: 'emptyRoute', target: '' },
    { name: 'single writes, 1 connection, /s', figure: 'onePerSecond', target: 'floor / 2', floor: one.perSecond },
    { name: '  p50, ms', figure: 'oneP50', target: '', floor: one.p50Ms },
    { name: '  p99, ms', figure: 'oneP99', target: '<= 10', floor: one.p99Ms },
    { name: '  CPU of a write, ms', figure: 'cpuMsOfWrite', target: '<= 2', floor: cpuMsOfWrite },
    { name: 'single writes, 8 accounts, /s', figure: 'eightPerSecond', target: 'route / 2', floor: eight.perSecond },
    { name: '  p50, ms', figure: 'eightP50', target: '', floor: eight.p50Ms },
    { name: '  p99, ms', figure: 'eightP99', target: '<= 10', floor: eight.p99Ms },
    { name: 'single writes, 8 connections of one account, /s', figure: 'devicesPerSecond', target: '' },
    { name: '  p50, ms', figure: 'devicesP50', target: '' },
    { name: '  p99, ms', figure: 'devicesP99', target: '' },
    { name: 'acknowledged to visible, p50, ms', figure: 'visibleMs', target: '<= 10' },
    { name: 'the same beside 200 writes/s', figure: 'visibleBesideMs', target: '<= 25' },
    { name: '  writes/s beside it', figure: 'steadyPerSecond', target: '200' },
    { name: 'questions for today, 16 accounts, /s', figure: 'todayPerSecond', target: '>= 1,000' },
    { name: 'questions for another day each, /s', figure: 'otherPerSecond', target: '>= 250' },
    { name: 'disk before the start, MB', figure: 'diskMB', target: '' },
    { name: 'part folders before the start', figure: 'partFolders', target: '' },
  ];
}

/** The table of all states. A figure that a state does not have is left out. */
export function summaryOf(states: ReadonlyMap<string, Figures>, floors: Floors): string {
  const rows = linesOf(floors).map(({ name, figure, target, floor }) => [
    name,
    ...[...states.values()].map((figures) => shown(figures[figure])),
    target,
    shown(floor),
  ]);
  return alignedTable(['figure', ...states.keys(), 'target', 'floor'], rows);
}

/** Three digits. */
const shown = (value: number | undefined): string =>
  value === undefined
    ? ''
    : Number(value.toPrecision(value >= 1_000 ? 6 : 3)).toLocaleString('en', {
        maximumFractionDigits: value >= 100 ? 0 : 2,
      });
