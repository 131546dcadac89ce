import { availableParallelism, cpus, loadavg } from 'node:os';

/** The machine behind the figures: cores, processor, Node, and how busy it is. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const [load = 0] = loadavg();
  return `${availableParallelism()} cores, ${model}, node ${process.versions.node}, load ${load.toFixed(1)}`;
}
