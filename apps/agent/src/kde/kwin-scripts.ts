import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BusConnection } from '../dbus/connection.js';

export const KWIN = 'org.kde.KWin';
const SCRIPTING = { destination: KWIN, path: '/Scripting', interface: 'org.kde.kwin.Scripting' } as const;

/** Where the script in KWin tells the active window: an object of this program. */
export const TOLD = {
  path: '/io/timeledger/Agent/KWin',
  interface: 'io.timeledger.Agent.KWin',
  member: 'Active',
} as const;

/** Tells `listener` each window that gets the focus, and each new title of it. For KWin 5 and 6. */
export function watchingScript(listener: string): string {
  const address = [listener, TOLD.path, TOLD.interface, TOLD.member].map((text) => JSON.stringify(text)).join(', ');
  return `
var followed = null;
function tell() {
  var id = followed ? String(followed.internalId) : '';
  var name = followed ? String(followed.resourceClass) : '';
  callDBus(${address}, id, name, followed ? String(followed.caption) : '');
}
function follow(window) {
  if (followed) try { followed.captionChanged.disconnect(tell); } catch (error) {}
  followed = window || null;
  if (followed) followed.captionChanged.connect(tell);
  tell();
}
(workspace.windowActivated || workspace.clientActivated).connect(follow);
follow(workspace.activeWindow || workspace.activeClient);
`;
}

/** Minimises one window by KWin's own id. For KWin 5 and 6. */
export function minimisingScript(id: string): string {
  return `
var windows = workspace.windowList ? workspace.windowList() : workspace.clientList();
for (var i = 0; i < windows.length; i++)
  if (String(windows[i].internalId) === ${JSON.stringify(id)}) windows[i].minimized = true;
`;
}

/** Runs a script in KWin. The result ends it. Rejects when KWin does not take it. */
export async function runScript(bus: BusConnection, script: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-kwin-'));
  const name = `timeledger-${randomUUID()}`;
  const call = (member: string, ...texts: string[]) =>
    bus.call({ ...SCRIPTING, member, signature: 's'.repeat(texts.length), body: texts });
  const stop = async () => {
    await rm(folder, { recursive: true, force: true });
    await call('unloadScript', name).catch(() => undefined);
  };
  try {
    const file = join(folder, 'script.js');
    await writeFile(file, script, { mode: 0o600 });
    const [number] = await call('loadScript', file, name);
    if (typeof number !== 'number' || number < 0) throw new Error('KWin does not load the script');
    await call('start');
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
