import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startNode } from '../load/programs.js';
import type { Workspace } from '../load/workspace.js';
import type { Lap } from './meter.js';

/** A node and a client of it, in processes of their own. */
export interface Target {
  readonly client: EventStoreDBClient;
  readonly nodePid: number;
}

/** The measurements of a load. */
export interface Measured {
  readonly laps: readonly Lap[];
  /** The duration of every call, in ms. */
  readonly callsMs: readonly number[];
}

const dataDirOf = (workspace: Workspace): string => join(workspace.dir, 'data');

/** Starts the node on the log of this run, runs `use`, and stops the node. */
export async function withNode<T>(workspace: Workspace, use: (target: Target) => Promise<T>): Promise<T> {
  const node = await startNode(workspace, dataDirOf(workspace));
  const client = EventStoreDBClient.connectionString(node.connectionString);
  try {
    return await use({ client, nodePid: node.pid });
  } finally {
    await client.dispose();
    await node.stop();
  }
}

const OPENINGS = 3;

/**
 * How long the node takes from the start of its process until it answers, in ms, a few times in
 * sequence.
 */
export async function timeOpening(workspace: Workspace): Promise<number[]> {
  const openingsMs: number[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    const node = await startNode(workspace, dataDirOf(workspace));
    openingsMs.push(node.startUpMs);
    await node.stop();
  }
  return openingsMs;
}
