import { type Browser, BROWSERS } from '../sites/browser-titles.js';
import { type EditorDocuments } from '../sites/editor-documents.js';
import { pageOf } from '../sites/page.js';
import { type SiteNames } from '../sites/site-names.js';
import { type WatchEvent } from './events.js';

/** An event that ended longer ago says nothing about the window in front. */
const NOW_MS = 90_000;
const LONGEST_NAME = 200;

/** A bucket's name and type, and an event that came for it. */
export interface Heard {
  bucket: string;
  type: string;
  event: WatchEvent;
}

/**
 * What a watcher's event tells this agent, which owns the time itself:
 *
 * - `web.tab.current`: the page of the active tab. Of an incognito tab: that none may be told.
 * - `app.editor.activity`: the file in the editor.
 * - all others: nothing. Windows and presence are seen by the agent itself.
 */
export function heard(
  { bucket, type, event }: Heard,
  { sites, editors, now }: { sites: SiteNames; editors: EditorDocuments; now: number },
): void {
  if (Math.abs(now - event.endMs) > NOW_MS) return;
  if (type === 'web.tab.current') {
    const browser = browserOfBucket(bucket);
    if (browser !== undefined) sites.tell(browser, pageIn(event.data), bucket.slice(0, LONGEST_NAME));
  }
  if (type === 'app.editor.activity') {
    const { file, project } = event.data;
    if (typeof file === 'string') editors.tell(editorOfBucket(bucket), { file, project: textOf(project) });
  }
}

/** `aw-watcher-web-chrome_laptop` -> `chrome`. The host's name is there or not. */
export function browserOfBucket(bucket: string): Browser | undefined {
  const [, name] = /^aw-watcher-web-([a-z]+)(_|$)/.exec(bucket) ?? [];
  return BROWSERS.find((browser) => browser === name);
}

/** `aw-watcher-vscode_laptop` -> `vscode`. */
export function editorOfBucket(bucket: string): string {
  return /^aw-watcher-([a-z0-9-]+)(_|$)/.exec(bucket)?.[1] ?? '';
}

function pageIn({ url, title, audible, incognito }: Record<string, unknown>) {
  if (incognito === true || typeof url !== 'string') return null;
  return pageOf(url, textOf(title), audible === true) ?? null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
