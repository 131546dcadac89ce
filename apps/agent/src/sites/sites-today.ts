import { readFile } from 'node:fs/promises';
import { nameSpan } from '@app/domain';
import { type Span } from '../sessions/sessioniser.js';
import { replaceFile } from '../spool/durable-file.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';

/** A day has fewer sites in fewer stretches than this, or the smallest ones are left out. */
const MOST_SUMS = 20_000;
/** Spans that may still grow. */
const MOST_OPEN = 100;
/** Spans end at these boundaries too, so each belongs to one stretch. */
const STRETCH_MS = 300_000;

export interface SiteTime {
  site: string;
  seconds: number;
}

/** The milliseconds on a site in the five minutes from this moment on. */
interface Sum {
  site: string;
  from: number;
  ms: number;
}

/**
 * Sums the day's time on web sites, as the agent recorded it. The day begins at local midnight. The
 * file keeps the sums for an agent that starts again on the same day. Each sum is of five minutes,
 * so that erased time can leave.
 */
export class SitesToday implements KeepsTime {
  private sums = new Map<string, Sum>();
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
    const sums = sumsIn(await readFile(file, 'utf8').catch(() => ''), today.date);
    today.sums = new Map(sums.map((sum) => [keyOf(sum), sum]));
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
      const from = Math.floor(startedAt / STRETCH_MS) * STRETCH_MS;
      if (endedAt > fromMs) this.count({ site, from, ms: endedAt - fromMs });
      this.counted.set(key, Math.max(fromMs, endedAt));
      if (this.counted.size > MOST_OPEN) this.counted.delete([...this.counted.keys()][0] ?? '');
    }
  }

  /** The sites with the most time first. */
  top(most: number): SiteTime[] {
    this.beginDay();
    const bySite = new Map<string, number>();
    for (const { site, ms } of this.sums.values()) bySite.set(site, (bySite.get(site) ?? 0) + ms);
    return [...bySite]
      .sort(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([site, ms]) => ({ site, seconds: Math.round(ms / 1_000) }));
  }

  /** Forgets the five minutes that an erasure touches, in the file too. */
  async erase(isErased: IsErased): Promise<void> {
    for (const [key, { site, from }] of this.sums) {
      const time = { application: site, startedAt: from, endedAt: from + STRETCH_MS };
      if (!isErased(time)) continue;
      this.sums.delete(key);
      this.isChanged = true;
    }
    await this.save();
  }

  /** Writes the sums when they have changed. A failed write is made good by a later one. */
  async save(): Promise<void> {
    if (!this.isChanged) return;
    this.isChanged = false;
    try {
      await replaceFile(this.file, JSON.stringify({ date: this.date, sums: [...this.sums.values()] }));
    } catch (error) {
      this.isChanged = true;
      throw error;
    }
  }

  private count(more: Sum): void {
    this.isChanged = true;
    const key = keyOf(more);
    this.sums.set(key, { ...more, ms: (this.sums.get(key)?.ms ?? 0) + more.ms });
    if (this.sums.size <= MOST_SUMS) return;
    const largest = [...this.sums].sort(([, one], [, other]) => other.ms - one.ms);
    this.sums = new Map(largest.slice(0, MOST_SUMS / 2));
  }

  private beginDay(): void {
    const date = localDate(this.now());
    if (date === this.date) return;
    this.date = date;
    this.sums.clear();
    this.counted.clear();
    this.isChanged = true;
  }
}

const keyOf = ({ site, from }: Sum): string => `${from} ${site}`;

/** The day of the machine's own zone. */
function localDate(ms: number): string {
  const at = new Date(ms);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].join('-');
}

function sumsIn(text: string, date: string): Sum[] {
  try {
    const kept = JSON.parse(text) as { date?: unknown; sums?: unknown } | null;
    return kept?.date === date && Array.isArray(kept.sums) ? kept.sums.filter(isSum) : [];
  } catch {
    return [];
  }
}

function isSum(value: unknown): value is Sum {
  const { site, from, ms } = (value ?? {}) as Partial<Record<keyof Sum, unknown>>;
  return typeof site === 'string' && Number.isFinite(from) && typeof ms === 'number' && ms > 0;
}
