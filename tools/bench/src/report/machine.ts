import { availableParallelism, cpus, loadavg } from 'node:os';

/** Where the figures come from: cores, processor, Node and how busy the machine is with everything on it. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const [load = 0] = loadavg();
  return `${availableParallelism()} cores, ${model}, node ${process.versions.node}, load ${load.toFixed(1)}`;
}
