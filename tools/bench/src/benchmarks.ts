import type { Workspace } from './load/workspace.js';

export type Print = (text: string) => void;

/** The sizes of a benchmark: whole numbers from 1, by name. */
export type Options = Readonly<Record<string, number>>;

/** Measures something and prints the result. No measured time makes it fail. */
export type Benchmark<O extends Options = Options> = (workspace: Workspace, print: Print, options: O) => Promise<void>;

/** A benchmark that is loaded only when it runs. */
export interface Entry {
  /** What it measures, in one line. */
  readonly measures: string;
  /** Its options and their defaults. */
  readonly defaults: Options;
  run(workspace: Workspace, print: Print, options: Options): Promise<void>;
}

function entry<O extends Options>(measures: string, defaults: O, load: () => Promise<Benchmark<O>>): Entry {
  const run: Benchmark = async (workspace, print, options) =>
    (await load())(workspace, print, { ...defaults, ...options });
  return { measures, defaults, run };
}

/** Every benchmark by its name. */
export const BENCHMARKS: ReadonlyMap<string, Entry> = new Map([
  [
    'smoke',
    entry('A little of everything: replay, reports, ingest, start-up.', {}, async () => {
      return (await import('./smoke.js')).smoke;
    }),
  ],
  [
    'event-store',
    entry('The embedded node alone, in a process of its own.', { events: 1_000_000 }, async () => {
      return (await import('./event-store.js')).eventStore;
    }),
  ],
  [
    'projection',
    entry('A log of many users, projected three times, and a rebuild.', { spans: 1_000_000, users: 200 }, async () => {
      return (await import('./projection.js')).projection;
    }),
  ],
  [
    'api',
    entry('Each documented endpoint over HTTP, with 1, 16 and 64 connections.', { requests: 100_000 }, async () => {
      return (await import('./api.js')).api;
    }),
  ],
  [
    'web',
    entry(
      'The pages in a browser: how soon they are drawn, and the large table.',
      { rounds: 20, rows: 20_000 },
      async () => {
        return (await import('./web.js')).web;
      },
    ),
  ],
  [
    'visibility',
    entry('From the answer to an activity to a report that shows it.', { activities: 500 }, async () => {
      return (await import('./visibility.js')).visibility;
    }),
  ],
  [
    'light',
    entry(
      'Memory, single writes, disk and start of a small server: empty, with a year, and with years.',
      { years: 5, days: 365, seconds: 5 },
      async () => {
        return (await import('./light.js')).light;
      },
    ),
  ],
  [
    'soak',
    entry('Memory of a server that records and answers for a long time.', { minutes: 30 }, async () => {
      return (await import('./light/soak.js')).soak;
    }),
  ],
  [
    'others',
    entry(
      'Questions beside so many events of other programs, and ten times fewer.',
      { events: 1_000_000 },
      async () => {
        return (await import('./others.js')).others;
      },
    ),
  ],
  [
    'abuse',
    entry('What a quiet user waits for beside eight hostile ones.', { rows: 576_000, seconds: 20 }, async () => {
      return (await import('./abuse.js')).abuse;
    }),
  ],
  [
    'agent',
    entry('The agent on a desktop: processor, memory, wake-ups, bytes.', { seconds: 180 }, async () => {
      return (await import('./agent.js')).agent;
    }),
  ],
  [
    'analytics',
    entry('Reports among many users, and how soon a taxonomy change shows.', { rows: 7_000_000 }, async () => {
      return (await import('./analytics.js')).analytics;
    }),
  ],
]);
