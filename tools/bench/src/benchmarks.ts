import type { Options } from './options.js';
import type { Workspace } from './workspace.js';

export type Print = (text: string) => void;

/** Measures one thing or several, and prints what it found. Asserts nothing about time. */
export type Benchmark<O extends Options = Options> = (workspace: Workspace, print: Print, options: O) => Promise<void>;

/** A benchmark that is loaded only when it runs, and what may be asked of it. */
interface Entry {
  /** Its options and what they are when nobody says otherwise. */
  readonly defaults: Options;
  run(workspace: Workspace, print: Print, options: Options): Promise<void>;
}

function entry<O extends Options>(defaults: O, load: () => Promise<Benchmark<O>>): Entry {
  const run: Benchmark = async (workspace, print, options) =>
    (await load())(workspace, print, { ...defaults, ...options });
  return { defaults, run };
}

/** Every benchmark by its name. */
export const BENCHMARKS: ReadonlyMap<string, Entry> = new Map([
  ['smoke', entry({}, async () => (await import('./smoke.js')).smoke)],
  ['event-store', entry({ events: 1_000_000 }, async () => (await import('./event-store.js')).eventStore)],
  ['projection', entry({ spans: 1_000_000, users: 200 }, async () => (await import('./projection.js')).projection)],
  ['api', entry({ requests: 100_000 }, async () => (await import('./api.js')).api)],
  ['visibility', entry({ activities: 500 }, async () => (await import('./visibility.js')).visibility)],
  ['analytics', entry({ rows: 7_000_000 }, async () => (await import('./analytics.js')).analytics)],
]);
