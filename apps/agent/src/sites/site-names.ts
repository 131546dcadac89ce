import { LRUCache } from 'lru-cache';
import { Subject } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { type LookName } from '../sessions/stays.js';
import { comparedTitle } from '@app/domain';
import { type Browser, browserOfWindow, pageTitles, tellsOf } from './browser-titles.js';
import { nameOf, type Page, titleHash } from './page.js';

/** Pages remembered for each browser, windows, and titles of windows. */
const MOST_PAGES = 500;
const MOST_WINDOWS = 100;
const MOST_LOOKS = 500;
const MOST_TELLERS = 50;
/** An extension tells at least once a minute. After this silence it is taken for gone. */
export const SILENT_AFTER_MS = 150_000;
/** A window and what its extension tells arrive at most this far apart. */
const TOGETHER_MS = 2_000;

/** What the desktop shows in front. */
type ActiveReport = Extract<ActivityReport, { type: 'active' }>;

/** What is known of a window in front. */
export interface Seen {
  /** The number of this title of this window. Undefined: no extension tells about the program. */
  look?: number;
  page?: Page;
}

interface Told {
  browser: Browser;
  page: Page | null;
  atMs: number;
  /** A window that shows the page is found. The same word proves nothing about other windows. */
  isExplained: boolean;
}

/** A window of a browser, seen in this run. */
interface BrowserWindow {
  key: string;
  browser: Browser;
  /** What the title of its page may be. */
  titles: readonly string[];
  /** The same as hashes, for pages without a title. */
  hashes: readonly string[];
  /** Its extension told its page once. A window does not become private later. */
  isOrdinary: boolean;
  /** The last moment in front. Infinity while it is there. */
  frontUntilMs: number;
}

/**
 * Joins what extensions tell with what the desktop shows. The desktop owns the time, an extension
 * only names it.
 *
 * A page names a window when three things hold: the window is of that browser, its title is the
 * page's title with the brand behind it, and the window is **ordinary**. A window is ordinary when
 * a page of its title was told while it was in front, and no other ordinary window shows that
 * title. So a private window with the title of an ordinary one gets no name. When the window shows
 * another page than the last told one, the window is right.
 *
 *     window   [Mail - Chromium      ][News - Chromium         ][Mail - Chromium
 *     told          Mail                      News              (nothing yet)
 *     page     (Mail, told late)      (News, told late)         Mail, from memory
 *
 * A person may want hosts alone. Then the extension tells a hash of the title, and no title. The
 * hash is compared with hashes of the titles that windows show.
 *
 * Nothing here touches the disk.
 */
export class SiteNames {
  /** A look got its page after it was seen. */
  readonly named = new Subject<LookName>();
  /** An extension told something: the window in front may have another page now. */
  readonly told = new Subject<void>();

  /** The last word of each extension. Two profiles of a browser have one each. */
  private readonly lastTold = new LRUCache<string, Told>({ max: MOST_TELLERS });
  private readonly pages = new LRUCache<string, Page>({ max: MOST_PAGES });
  private readonly windows = new LRUCache<string, BrowserWindow>({ max: MOST_WINDOWS });
  private readonly looks = new LRUCache<string, number>({ max: MOST_LOOKS });
  private front: BrowserWindow | null = null;
  private lastLook = 0;

  /** `nowMs`: milliseconds of a clock that never goes back. */
  constructor(private readonly nowMs: () => number) {}

  /**
   * An extension tells the page of the active tab. Null: it shows none that may be told. `teller`
   * tells extensions of one browser apart.
   */
  tell(browser: Browser, page: Page | null, teller: string = browser): void {
    const title = page === null ? '' : marked(page);
    const kept = title === '' ? null : page;
    const told: Told = { browser, page: kept, atMs: this.nowMs(), isExplained: false };
    this.lastTold.set(teller, told);
    if (kept !== null) {
      this.pages.set(pageKey(browser, title), kept);
      told.isExplained = this.meet(browser, title);
      this.nameLooks(browser, title, kept);
    }
    this.told.next();
  }

  /** What is known of the window that is in front now. */
  see({ application, instance, window, title = '' }: ActiveReport): Seen {
    const browser = browserOfWindow([application, instance]);
    const seen = browser === undefined ? null : this.windowOf(`${application} ${window}`, browser);
    if (this.front !== seen) this.leave();
    this.front = seen;
    if (seen === null) return {};
    seen.titles = pageTitles(title, seen.browser);
    seen.hashes = seen.titles.map((one) => hashMark(titleHash(one)));
    seen.frontUntilMs = Infinity;
    const word = this.toldOf(seen.browser);
    if (word === undefined) return {};
    if (word.page !== null && !word.isExplained && this.nowMs() - word.atMs <= TOGETHER_MS)
      word.isExplained = this.meet(word.browser, marked(word.page));
    const look = this.lookOf(seen);
    const known = seen.isOrdinary ? this.pageOf(word, seen) : undefined;
    return known === undefined ? { look } : { look, page: known };
  }

  /** No window of a browser is in front any more. */
  leave(): void {
    if (this.front !== null) this.front.frontUntilMs = this.nowMs();
    this.front = null;
  }

  /**
   * Takes the window that shows a told title for ordinary, unless another one explains the title.
   * False when no window does.
   */
  private meet(browser: Browser, title: string): boolean {
    const showing = this.windowsOf(browser).filter(({ titles, hashes }) => [...titles, ...hashes].includes(title));
    if (showing.some(({ isOrdinary }) => isOrdinary)) return true;
    const sinceMs = this.nowMs() - TOGETHER_MS;
    const [newest] = showing.sort((one, other) => other.frontUntilMs - one.frontUntilMs);
    if (newest === undefined || newest.frontUntilMs < sinceMs) return false;
    newest.isOrdinary = true;
    return true;
  }

  /** The page may have been in front before it was told. */
  private nameLooks(browser: Browser, title: string, page: Page): void {
    for (const { key, isOrdinary } of this.windowsOf(browser)) {
      const look = this.looks.get(lookKey(key, title));
      if (isOrdinary && look !== undefined) this.named.next({ look, ...nameOf(page) });
    }
  }

  private windowsOf(browser: Browser): BrowserWindow[] {
    return [...this.windows.values()].filter((window) => tellsOf(browser, window.browser));
  }

  private windowOf(key: string, browser: Browser): BrowserWindow {
    const known = this.windows.get(key);
    if (known?.browser === browser) return known;
    const fresh = { key, browser, titles: [], hashes: [], isOrdinary: false, frontUntilMs: Infinity };
    this.windows.set(key, fresh);
    return fresh;
  }

  /**
   * The newest word about a browser: a page when one is told, because other profiles have no page
   * meanwhile. Undefined when its extensions are silent.
   */
  private toldOf(shown: Browser): Told | undefined {
    const oldestMs = this.nowMs() - SILENT_AFTER_MS;
    const words = [...this.lastTold.values()]
      .filter(({ browser, atMs }) => tellsOf(browser, shown) && atMs >= oldestMs)
      .sort((one, other) => other.atMs - one.atMs);
    return words.find(({ page }) => page !== null) ?? words[0];
  }

  /** After a page without a title none comes with the title that was told before. */
  private pageOf({ browser, page }: Told, { titles, hashes }: BrowserWindow): Page | undefined {
    if (page === null) return undefined;
    const shown = page.titleHash === undefined ? titles : hashes;
    return shown.map((title) => this.pages.get(pageKey(browser, title))).find((page) => page !== undefined);
  }

  /** One number for one title of one window, under each text that the page's title may be. */
  private lookOf({ key, titles, hashes }: BrowserWindow): number {
    const keys = [titles[0] ?? '', ...titles.slice(1), ...hashes].map((title) => lookKey(key, title));
    const look = this.looks.get(keys[0] ?? '') ?? (this.lastLook += 1);
    for (const each of keys) this.looks.set(each, look);
    return look;
  }
}

/** What a page and the windows that show it have alike: its title, or the hash of it. */
const marked = ({ title, titleHash: hash }: Page): string =>
  hash === undefined ? comparedTitle(title) : hashMark(hash);
/** No title begins so: control characters are not in compared titles. */
const hashMark = (hash: string): string => `\u0000${hash}`;
const pageKey = (browser: Browser, title: string): string => `${browser} ${title}`;
const lookKey = (window: string, title: string): string => `${window}\n${title}`;
