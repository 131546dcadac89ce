import { readFile } from 'node:fs/promises';
import { nameSpan } from '@app/domain';
import { type Span } from '../sessions/sessioniser.js';
import { replaceFile } from '../spool/durable-file.js';

/** A day has fewer sites than this, or the smallest ones are left out. */
const MOST_SITES = 2_000;
/** Spans that may still grow. */
const MOST_OPEN = 100;

export interface SiteTime {
  site: string;
  seconds: number;
}

/**
 * Sums the day's time on web sites, as the agent recorded it. The day begins at local midnight. The
 * file keeps the sums for an agent that starts again on the same day.
 */
export class SitesToday {
  private msBySite = new Map<string, number>();
  /** Until when spans are counted, by site and start. */
  private counted = new Map<string, number>();
  private isChanged = false;

  private constructor(
    private readonly file: string,
    private readonly now: () => number,
    private date: string,
  ) {}

  /** `now`: epoch milliseconds. A file of another day, or a damaged one, counts nothing. */
  static async open(file: string, now: () => number): Promise<SitesToday> {
    const today = new SitesToday(file, now, localDate(now()));
    today.msBySite = sumsIn(await readFile(file, 'utf8').catch(() => ''), today.date);
    return today;
  }

  /** Counts recorded spans. A span that comes again has grown. */
  add(spans: readonly Span[]): void {
    for (const { url, startedAt, endedAt } of spans) {
      if (url === undefined) continue;
      this.beginDay();
      if (localDate(startedAt) !== this.date) continue;
      const site = nameSpan({ application: '', url }).activity;
      const key = `${startedAt} ${url}`;
      const fromMs = this.counted.get(key) ?? startedAt;
      if (endedAt > fromMs) this.count(site, endedAt - fromMs);
      this.counted.set(key, Math.max(fromMs, endedAt));
      if (this.counted.size > MOST_OPEN) this.counted.delete([...this.counted.keys()][0] ?? '');
    }
  }

  /** The sites with the most time first. */
  top(most: number): SiteTime[] {
    this.beginDay();
    return [...this.msBySite]
      .sort(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([site, ms]) => ({ site, seconds: Math.round(ms / 1_000) }));
  }

  /** Writes the sums when they have changed. */
  async save(): Promise<void> {
    if (!this.isChanged) return;
    this.isChanged = false;
    await replaceFile(this.file, JSON.stringify({ date: this.date, sites: Object.fromEntries(this.msBySite) }));
  }

  private count(site: string, ms: number): void {
    this.isChanged = true;
    this.msBySite.set(site, (this.msBySite.get(site) ?? 0) + ms);
    if (this.msBySite.size <= MOST_SITES) return;
    const largest = [...this.msBySite].sort(([, one], [, other]) => other - one);
    this.msBySite = new Map(largest.slice(0, MOST_SITES / 2));
  }

  private beginDay(): void {
    const date = localDate(this.now());
    if (date === this.date) return;
    this.date = date;
    this.msBySite.clear();
    this.counted.clear();
    this.isChanged = true;
  }
}

/** The day of the machine's own zone. */
function localDate(ms: number): string {
  const at = new Date(ms);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].join('-');
}

function sumsIn(text: string, date: string): Map<string, number> {
  try {
    const kept = JSON.parse(text) as { date?: unknown; sites?: unknown };
    if (kept.date !== date || typeof kept.sites !== 'object' || kept.sites === null) return new Map();
    return new Map(
      Object.entries(kept.sites).filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0,
      ),
    );
  } catch {
    return new Map();
  }
}
