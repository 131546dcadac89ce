import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '../load/connection.js';
import { cpuMsOf, memoryOf } from '../load/process-use.js';
import type { Workspace } from '../load/workspace.js';
import { type SingleWrites, writeSingles } from './writes.js';

const program = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** What the parts cost without us. */
export interface Floors {
  /** A bare server that syncs each body, on one connection and on eight. */
  readonly one: SingleWrites;
  readonly eight: SingleWrites;
  readonly cpuMsOfWrite: number;
  /** The engine's anonymous memory and its start, in a process of its own. */
  readonly engineMiB: number;
  readonly engineStartMs: number;
}

export async function measureFloors(workspace: Workspace, seconds: number): Promise<Floors> {
  const command = [program('floor-main'), join(workspace.dir, 'floor')];
  const server = await workspace.start({ command, ready: /^listening on (\S+)$/ });
  const connections = Array.from({ length: 8 }, () => new Connection(server.address, 'no key'));
  const cpuBefore = cpuMsOf(server.pid);
  const one = await writeSingles(connections.slice(0, 1), seconds);
  const cpuMsOfWrite = (cpuMsOf(server.pid) - cpuBefore) / one.count;
  const eight = await writeSingles(connections, seconds);
  connections.forEach((connection) => connection.close());
  await server.stop();
  const folder = join(workspace.dir, 'engine');
  const engine = await workspace.start({ command: [program('engine-main'), folder], ready: /^listening on (\S+)$/ });
  const engineMiB = memoryOf(engine.pid).anonymousMiB;
  await engine.stop();
  return { one, eight, cpuMsOfWrite, engineMiB, engineStartMs: engine.startUpMs };
}
