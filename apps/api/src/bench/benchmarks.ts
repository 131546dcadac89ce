import type { Workspace } from './workspace.js';

/** Measures one thing or several, and prints what it found. Asserts nothing about time. */
export type Benchmark = (workspace: Workspace, print: (text: string) => void) => Promise<void>;

/** Every benchmark by its name; loaded only when it runs. */
export const BENCHMARKS: ReadonlyMap<string, () => Promise<Benchmark>> = new Map([
  ['smoke', async () => (await import('./smoke.js')).smoke],
]);
