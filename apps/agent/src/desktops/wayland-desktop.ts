import { type ActivitySource } from '../capture/activity-source.js';
import { socketOf } from '../wayland/compositor.js';
import { swayActuator } from '../wayland/sway.js';
import { examineCompositor, waylandSource } from '../wayland/wayland-source.js';
import { watchingLocks } from './watching-locks.js';

const GNOME = 'GNOME tells no program which window is active';
const KDE = 'KDE tells no program which window is active';
const OTHERS = 'this compositor does not offer wlr-foreign-toplevel-management';

/** The adapter for the Wayland compositor of this session. Null when the session has none. */
export async function waylandDesktop(
  env: NodeJS.ProcessEnv,
): Promise<{ source: ActivitySource } | { unsupported: string } | null> {
  const socket = socketOf(env);
  if (socket === null) return null;
  try {
    const offer = await examineCompositor(socket);
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
