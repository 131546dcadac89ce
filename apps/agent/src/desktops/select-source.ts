import { type ActivitySource } from '../capture/activity-source.js';
import { x11Source } from '../capture/x11-source.js';
import { nativeSource } from '../native/native-source.js';
import { watchingLocks } from './watching-locks.js';
import { waylandDesktop } from './wayland-desktop.js';

/** The facts about this machine that decide what the agent can see. */
export interface Surroundings {
  platform: NodeJS.Platform;
  /** Only the variables that name a display, a bus or the session are read. */
  env: NodeJS.ProcessEnv;
  /** The --display option. It wins over DISPLAY. */
  display?: string | undefined;
  /** The words that start this program: Windows and macOS are watched by a process of its own. */
  program: readonly string[];
}

const WAYLAND_ONLY = 'a Wayland session without an X display: no window can be seen';
const WAYLAND_PARTLY = 'a Wayland session: only windows of X11 programs (XWayland) are seen, the rest is not';

export interface Selected {
  source: ActivitySource;
  /** What this adapter cannot see here. */
  warning?: string;
  /** The X display that the source watches, if it watches one. */
  display?: string;
}

/**
 * The adapter for this desktop, with a warning when it sees only a part of the desktop.
 * Returns a reason when no adapter works here.
 */
export async function selectSource({
  platform,
  env,
  display,
  program,
}: Surroundings): Promise<Selected | { unsupported: string }> {
  if (platform === 'win32' || platform === 'darwin') {
    const source = await nativeSource({ platform, program, env });
    return 'unsupported' in source ? source : { source };
  }
  const wayland = display === undefined ? await waylandDesktop(env) : null;
  if (wayland !== null && 'source' in wayland) return wayland;
  const isWayland = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
  const name = display ?? (env['DISPLAY'] || undefined);
  const why = wayland === null ? '' : ` (${wayland.unsupported})`;
  if (name === undefined && isWayland) return { unsupported: `${WAYLAND_ONLY}${why}` };
  const source = await watchingLocks(x11Source({ display: name ?? ':0' }), env);
  const selected = { source, display: name ?? ':0' };
  return isWayland && display === undefined ? { ...selected, warning: `${WAYLAND_PARTLY}${why}` } : selected;
}
