import { type ActivitySource } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { kdeSource } from '../kde/kde-source.js';
import { KWIN } from '../kde/kwin-scripts.js';
import { gnomeSource } from '../gnome/gnome-source.js';
import { extensionProblem, SHELL } from '../gnome/shell-bus.js';
import { socketOf } from '../wayland/compositor.js';
import { swayActuator } from '../wayland/sway.js';
import { examineCompositor, waylandSource } from '../wayland/wayland-source.js';
import { watchingLocks } from './watching-locks.js';

const GNOME = 'GNOME Shell does not answer on the bus of the session';
const KDE = 'KWin does not answer on the bus of the session';
const OTHERS = 'this compositor does not offer wlr-foreign-toplevel-management';

/**
 * The adapter for the Wayland compositor of this session, with a warning when it cannot see windows
 * yet. Null when the session has no compositor.
 */
export async function waylandDesktop(
  env: NodeJS.ProcessEnv,
): Promise<{ source: ActivitySource; warning?: string } | { unsupported: string } | null> {
  const socket = socketOf(env);
  if (socket === null) return null;
  try {
    const offer = await examineCompositor(socket);
    const session = new Bus('session', env);
    if (!offer.windows && (await isThere(session, KWIN))) {
      return { source: await watchingLocks(kdeSource({ bus: session, socket, seesInput: offer.idle }), env) };
    }
    if (!offer.windows && (await isThere(session, SHELL))) {
      const warning = await extensionProblem(await session.connection(), env);
      const source = await watchingLocks(gnomeSource({ bus: session, env }), env);
      return warning === null ? { source } : { source, warning };
    }
    if (!offer.windows) return { unsupported: reasonOf(env['XDG_CURRENT_DESKTOP'] ?? '') };
    const commands = env['SWAYSOCK'];
    const source = waylandSource({
      socket,
      offer,
      ...(commands ? { actuator: (isActive) => swayActuator(commands, isActive) } : {}),
    });
    return { source: await watchingLocks(source, env) };
  } catch (error) {
    return { unsupported: (error as Error).message };
  }
}

function reasonOf(desktop: string): string {
  if (/gnome/i.test(desktop)) return GNOME;
  return /kde/i.test(desktop) ? KDE : OTHERS;
}

async function isThere(session: Bus, name: string): Promise<boolean> {
  try {
    return (await (await session.connection()).ownerOf(name)) !== '';
  } catch {
    return false;
  }
}
