import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf } from '../config/folders.js';

/** Packages have it: packaging/bundle.mjs writes the texts of `gnome-extension/` in its place. */
declare const GNOME_EXTENSION: Sources | undefined;

const SOURCES = ['window-watch.js', 'entry-module.js', 'entry-script.js'] as const;
export type Sources = Readonly<Record<(typeof SOURCES)[number], string>>;

/** The name by which GNOME Shell knows the extension. */
export const UUID = 'timeledger-agent@timeledger.org';
/** GNOME Shells before this one load scripts, later ones load modules. */
const FIRST_WITH_MODULES = 45;
const SCRIPT_VERSIONS = [42, 43, 44];
const MODULE_VERSIONS = [45, 46, 47, 48, 49];
const OLDEST = 42;

/** The folder in which GNOME Shell looks for the extension of this user. */
export function extensionFolder(env: NodeJS.ProcessEnv): string {
  const files = env['XDG_DATA_HOME'] || join(homeOf(env), '.local', 'share');
  return join(files, 'gnome-shell', 'extensions', UUID);
}

/**
 * The files of the extension for one GNOME Shell, by their names. `version` is what the Shell tells
 * (`43.9`, `46.rc`). Null: this version cannot have it.
 */
export function extensionFiles(version: string, sources = readSources()): Record<string, string> | null {
  const major = Number.parseInt(version, 10);
  if (!(major >= OLDEST)) return null;
  const isModule = major >= FIRST_WITH_MODULES;
  const entry = sources[isModule ? 'entry-module.js' : 'entry-script.js'];
  const known = isModule ? MODULE_VERSIONS : SCRIPT_VERSIONS;
  const metadata = {
    uuid: UUID,
    name: 'Timeledger agent',
    description: 'Tells your own Timeledger agent which window has the focus.',
    'shell-version': [...new Set([...known, major])].map(String),
  };
  return {
    'metadata.json': `${JSON.stringify(metadata, null, 2)}\n`,
    'extension.js': `${entry}\n${sources['window-watch.js']}`,
  };
}

function readSources(): Sources {
  if (typeof GNOME_EXTENSION === 'object') return GNOME_EXTENSION;
  // From the sources and from dist/.
  for (const folder of ['../../gnome-extension/', '../../../../../apps/agent/gnome-extension/']) {
    const place = new URL(folder, import.meta.url);
    try {
      const read = (name: string) => readFileSync(new URL(name, place), 'utf8');
      return Object.fromEntries(SOURCES.map((name) => [name, read(name)])) as Sources;
    } catch {
      continue;
    }
  }
  throw new Error('the files of the extension for GNOME Shell are missing');
}
