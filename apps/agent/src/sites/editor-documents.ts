import { plainLine } from '@app/domain';
import { LRUCache } from 'lru-cache';
import { Subject } from 'rxjs';
import { browserOf } from '../capture/browsers.js';
import { type WindowSample } from '../capture/activity-source.js';

const MOST_REMEMBERED = 200;
const MOST_EDITORS = 20;
const LONGEST_NAME = 200;
const READ = 4_096;
/** A watcher tells at least this often while a person works in its editor. */
const SILENT_AFTER_MS = 150_000;

/** Editors whose programs have other names: lower case, letters and digits only. */
const PROGRAMS: Record<string, RegExp> = {
  vscode: /^(code|codeoss|codeinsiders|vscodium|codium|cursor|windsurf)$/,
  jetbrains: /^jetbrains/,
  sublime: /^subl/,
  'sublime-text': /^subl/,
  /** They run in any terminal. */
  vim: /./,
  neovim: /./,
  nvim: /./,
};

interface Told {
  base: string;
  document: string;
  atMs: number;
}

/**
 * Names the time of an editor's window by the file in it, as an editor's watcher tells it: as
 * `project/file`. The window's own title holds more that changes: marks of unsaved text, branches,
 * names of profiles. So one file is one document of the report.
 *
 * The window is right here too: the file names it only when the window's program is that editor and
 * the window's title holds the name of the file. A browser's window is never named. Folders above
 * the project are left out.
 */
export class EditorDocuments {
  /** An editor told something: the window in front may have another document now. */
  readonly told = new Subject<void>();

  private readonly lastTold = new LRUCache<string, Told>({ max: MOST_EDITORS });
  private readonly remembered = new LRUCache<string, string>({ max: MOST_REMEMBERED });

  /** `nowMs`: milliseconds of a clock that never goes back. */
  constructor(private readonly nowMs: () => number) {}

  tell(editor: string, { file, project }: { file: string; project: string }): void {
    const base = lastPart(file);
    if (base === '') return;
    const folder = lastPart(project);
    const document = folder === '' ? base : `${folder}/${base}`;
    this.lastTold.set(editor.slice(0, LONGEST_NAME), { base, document, atMs: this.nowMs() });
    this.told.next();
  }

  /** The document of a window in front. Undefined: its own title counts. */
  documentOf({ application, instance, title = '' }: WindowSample & { instance?: string }): string | undefined {
    if (this.lastTold.size === 0 || browserOf([application, instance], process.platform) !== null) return undefined;
    const window = `${application}\n${title.slice(0, READ)}`;
    const oldestMs = this.nowMs() - SILENT_AFTER_MS;
    for (const [editor, { base, document, atMs }] of this.lastTold.entries()) {
      const isShown =
        atMs >= oldestMs && isProgram(editor, [application, instance]) && holds(title.slice(0, READ), base);
      if (isShown) this.remembered.set(window, document);
    }
    return this.remembered.get(window);
  }
}

function isProgram(editor: string, names: readonly (string | undefined)[]): boolean {
  const program = PROGRAMS[editor];
  return names
    .map((name) => (name ?? '').toLowerCase().replace(/[^a-z0-9]+/g, ''))
    .some((name) => (program === undefined ? editor !== '' && name.includes(editor) : program.test(name)));
}

/** Whether a title holds a name as a whole word: `a.ts` is not in `ba.ts`. */
function holds(title: string, name: string): boolean {
  for (let at = title.indexOf(name); at !== -1; at = title.indexOf(name, at + 1)) {
    const around = [title[at - 1], title[at + name.length]];
    if (around.every((letter) => letter === undefined || !/[\p{L}\p{N}._-]/u.test(letter))) return true;
  }
  return false;
}

/** The last part of a path, of any system. */
function lastPart(path: string): string {
  const parts = plainLine(path.slice(-READ)).split(/[\\/]+/);
  return (parts.filter((part) => part.trim() !== '').at(-1) ?? '').trim().slice(0, LONGEST_NAME);
}
