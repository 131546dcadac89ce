import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A person of the demo, with what the demo needs to act for them. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly agentKey: string;
  readonly fullKey: string;
}

/** What the demo remembers of its folder. */
export interface DemoNotes {
  /** The zone of all people: that of the machine at the first start. */
  readonly timeZone: string;
  /** The first local day of the year. */
  readonly begin: string;
  readonly people: readonly DemoPerson[];
  /** The newest day up to which all days are complete. Undefined before the first fill. */
  readonly filledTo?: string;
}

/** The folder holds something else. The message is a sentence for a person. */
export class NoDemoFolderError extends Error {}

const NOTES = 'demo.json';

/**
 * The notes of a folder. A new or empty folder has none yet: then undefined. Throws
 * NoDemoFolderError for a folder with anything else in it.
 */
export async function readNotes(folder: string): Promise<DemoNotes | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.includes(NOTES)) return JSON.parse(await readFile(join(folder, NOTES), 'utf8')) as DemoNotes;
  if (names.length === 0) return undefined;
  throw new NoDemoFolderError(
    `The folder ${folder} holds other data, so the demo leaves it alone. Set DATA_DIR to a new folder.`,
  );
}

/**
 * Writes the notes, whole or not at all. They hold passwords, so only their owner can read them.
 */
export async function writeNotes(folder: string, notes: DemoNotes): Promise<void> {
  const path = join(folder, NOTES);
  await writeFile(`${path}.new`, `${JSON.stringify(notes, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The passwords are random: other machines may reach the server when HOST says so. */
export const newPassword = (): string => randomBytes(9).toString('base64url');
