import { type ActivityReport } from '../capture/activity-source.js';
import { type Look } from './messages.js';

/** The systems whose windows `node-window-manager` sees. */
export type NativePlatform = 'win32' | 'darwin';

/** Windows shows all apps of its store in windows of this program. */
const APP_FRAME = 'ApplicationFrameHost';
/** Windows writes these marks of text direction into titles of store apps. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e]/g;

/**
 * What a look tells about the window in front. None when the person is away, and between two
 * windows: their id is 0 or their path empty then.
 *
 * On macOS the module gives the application's name as title (its issue #32), so no title is kept.
 */
export function frontOf({ window, isAway }: Look, platform: NativePlatform): ActivityReport {
  if (isAway === true || window === null || window.id === 0 || window.path === '') return { type: 'none' };
  const title = platform === 'win32' ? window.title.replace(DIRECTION_MARKS, '').trim() : '';
  return { type: 'active', window: window.id, application: applicationOf(window.path, title), title };
}

/**
 * The name of a program by its file, and of a store app by the end of its window's title.
 *
 *     C:\Program Files\Editor\editor.exe                  -> editor
 *     /Applications/Text Edit.app                         -> Text Edit
 *     ...\ApplicationFrameHost.exe, "Holiday.jpg - Photos"  -> Photos
 */
function applicationOf(path: string, title: string): string {
  const name = (path.split(/[\\/]/).findLast((part) => part !== '') ?? '').replace(/\.(exe|app)$/i, '');
  const isStoreApp = name.toLowerCase() === APP_FRAME.toLowerCase();
  const appName = isStoreApp ? (title.split(/ [-–—] /).at(-1) ?? '').trim() : '';
  return appName || name;
}
