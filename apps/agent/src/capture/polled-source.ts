import { basename } from 'node:path';
import { concat, distinctUntilChanged, interval, map, type Observable, of, startWith } from 'rxjs';
import { type ActivityReport, type ActivitySource } from './activity-source.js';

const POLL_MS = 1_000;

/** The part of a window of `node-window-manager` that is read here. */
interface NativeWindow {
  id: number;
  path: string;
  getTitle(): string;
}

/** The part of `node-window-manager` that is used here. */
export interface WindowModule {
  windowManager?: { getActiveWindow?: () => NativeWindow | undefined };
}

/** Loads `node-window-manager`. An optional dependency: its native part may be missing on this machine. */
export async function loadWindowModule(): Promise<WindowModule> {
  const name = 'node-window-manager';
  return (await import(name)) as WindowModule;
}

/**
 * Watches the active window of Windows and macOS by polling `node-window-manager`, or says why that cannot be.
 *
 * It answers with a reason, never with a source that reports nothing, where the module is missing or useless: on Linux
 * it loads and sees no window at all. It knows no idle time, so the presence of a window counts as time. On macOS it
 * gives the application's name for a title (its issue #32), so no title is kept there.
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
    reports: () =>
      concat(
        opening(),
        polled(() => peek(look, platform), pollMs),
      ),
  };
}

function opening(): Observable<ActivityReport> {
  const message = 'idle time is not measured on this platform: time away from the keyboard cannot be told from work';
  return of<ActivityReport[]>({ type: 'ready', seesInput: false }, { type: 'notice', message });
}

function polled(look: () => ActivityReport, pollMs: number): Observable<ActivityReport> {
  return interval(pollMs).pipe(
    startWith(0),
    map(look),
    distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
  );
}

/** Between two windows the module answers with id 0 and an empty path. */
function peek(getActiveWindow: () => NativeWindow | undefined, platform: NodeJS.Platform): ActivityReport {
  try {
    const window = getActiveWindow();
    if (!window?.id || !window.path) return { type: 'none' };
    const application = applicationOfPath(window.path);
    return { type: 'active', application, title: platform === 'win32' ? window.getTitle() : '' };
  } catch (error) {
    return { type: 'lost', reason: `node-window-manager: ${(error as Error).message}` };
  }
}

/** `C:\Program Files\Editor\editor.exe` -> `editor`; `/Applications/Text Edit.app` -> `Text Edit`. */
function applicationOfPath(path: string): string {
  return basename(path.replaceAll('\\', '/')).replace(/\.(exe|app)$/i, '');
}
