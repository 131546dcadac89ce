import { basename } from 'node:path';
import { concat, distinctUntilChanged, interval, map, type Observable, of, startWith } from 'rxjs';
import { type ActivityReport, type ActivitySource } from './activity-source.js';

const POLL_MS = 1_000;

/** The fields of a window of `node-window-manager` that this file reads. */
interface NativeWindow {
  id: number;
  path: string;
  getTitle(): string;
}

/** The functions of `node-window-manager` that this file calls. */
export interface WindowModule {
  windowManager?: { getActiveWindow?: () => NativeWindow | undefined };
}

/** Loads `node-window-manager`, an optional dependency. Rejects when its native part is missing. */
export async function loadWindowModule(): Promise<WindowModule> {
  const name = 'node-window-manager';
  return (await import(name)) as WindowModule;
}

/**
 * Watches the active window of Windows and macOS by polling `node-window-manager`.
 *
 * Returns a reason instead of a source when the module is missing or useless. On Linux the module
 * loads and sees no window at all, so Linux is refused. The module knows no idle time, so the
 * presence of a window counts as time. On macOS the module gives the application's name as the
 * title (its issue #32), so macOS titles are dropped.
 */
export async function polledSource(
  platform: NodeJS.Platform,
  load: () => Promise<WindowModule> = loadWindowModule,
  pollMs: number = POLL_MS,
): Promise<ActivitySource | { unsupported: string }> {
  if (platform !== 'win32' && platform !== 'darwin') {
    return { unsupported: `node-window-manager sees no windows on ${platform}` };
  }
  let getActiveWindow: (() => NativeWindow | undefined) | undefined;
  try {
    getActiveWindow = (await load()).windowManager?.getActiveWindow;
  } catch (error) {
    return { unsupported: `node-window-manager cannot be loaded (${(error as Error).message.split('\n')[0]})` };
  }
  if (getActiveWindow === undefined) return { unsupported: 'node-window-manager offers no active window' };
  const look = getActiveWindow;
  return {
    name: `${platform} windows`,
    // The lock screens of both platforms are windows in front (`lock-screens.ts`).
    capabilities: { titles: platform === 'win32', idle: false, lock: true, minimises: false },
    idleMs: async () => null,
    reports: () =>
      concat(
        of<ActivityReport>({ type: 'ready', seesInput: false }),
        polled(() => peek(look, platform), pollMs),
      ),
  };
}

function polled(look: () => ActivityReport, pollMs: number): Observable<ActivityReport> {
  return interval(pollMs).pipe(
    startWith(0),
    map(look),
    distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
  );
}

/** The module answers with id 0 and an empty path between two windows. */
function peek(getActiveWindow: () => NativeWindow | undefined, platform: NodeJS.Platform): ActivityReport {
  try {
    const window = getActiveWindow();
    if (!window?.id || !window.path) return { type: 'none' };
    const application = applicationOfPath(window.path);
    return { type: 'active', window: window.id, application, title: platform === 'win32' ? window.getTitle() : '' };
  } catch (error) {
    return { type: 'lost', reason: `node-window-manager: ${(error as Error).message}` };
  }
}

/**
 * `C:\Program Files\Editor\editor.exe` -> `editor`. `/Applications/Text Edit.app` -> `Text Edit`.
 */
function applicationOfPath(path: string): string {
  return basename(path.replaceAll('\\', '/')).replace(/\.(exe|app)$/i, '');
}
