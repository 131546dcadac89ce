import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bus } from '../../dbus/bus.js';
import { extensionFiles, extensionFolder } from '../../gnome/extension-files.js';
import { ENABLE, shellProperty } from '../../gnome/shell-bus.js';
import { type Call, EXIT } from '../command/command.js';

/** The word for `install --kind`. */
export const EXTENSION_KIND = 'gnome-extension';

/** Puts the extension where this session's GNOME Shell finds it, in the form for its version. */
export async function installExtension({ env, print, warn }: Call): Promise<number> {
  const bus = new Bus('session', env);
  try {
    const version = await shellProperty(await bus.connection(), 'ShellVersion');
    const files = extensionFiles(version);
    if (files === null) {
      warn(`GNOME Shell ${version} is too old for the extension: 42 is the oldest`);
      return EXIT.problem;
    }
    const folder = extensionFolder(env);
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    print(`made ${folder}, for GNOME Shell ${version}`);
    print(`GNOME Shell loads it at your next log-in. Log out and in. Then turn it on:\n  ${ENABLE}`);
    return EXIT.good;
  } catch (error) {
    warn(`GNOME Shell does not answer, so its version is not known: ${(error as Error).message}`);
    return EXIT.problem;
  } finally {
    await bus.close();
  }
}

/** Removes the extension. Returns whether it was there. */
export async function removeExtension({ env, platform, print }: Call): Promise<boolean> {
  if (platform !== 'linux') return false;
  const folder = extensionFolder(env);
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  await rm(folder, { recursive: true });
  print(`removed ${folder}`);
  return true;
}
