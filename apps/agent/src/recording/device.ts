import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { validate as isUuid } from 'uuid';
import { replaceFile } from '../spool/durable-file.js';
import { type Device } from '../sync/batch.js';

/**
 * This machine and user, under the id that the data folder keeps. The first run makes the id.
 * Throws when the file holds no valid id.
 */
export async function loadDevice(dataFolder: string): Promise<Device> {
  const path = join(dataFolder, 'device.json');
  const known = await readDeviceId(path);
  const id = known ?? randomUUID();
  if (known === null) await replaceFile(path, JSON.stringify({ id }));
  return describeDevice(id);
}

/** This machine and user under the given id. */
export function describeDevice(id: string): Device {
  return { id, machine: hostname(), osUser: osUser(), platform: process.platform };
}

async function readDeviceId(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const id = idIn(text);
  if (id === null) throw new Error(`${path} holds no device id; remove it to be counted as a new device`);
  return id;
}

function idIn(text: string): string | null {
  try {
    const device = JSON.parse(text) as { id?: unknown } | null;
    return isUuid(device?.id) ? (device?.id as string) : null;
  } catch {
    return null;
  }
}

/** The name of the operating system's user. In some containers a user id has no user record. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}
