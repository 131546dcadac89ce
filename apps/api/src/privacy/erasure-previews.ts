import {
  daysOfSlice,
  DomainError,
  type LocalDate,
  parseLocalDate,
  parseSlice,
  shownName,
  type SpokenSlice,
} from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { UserDevices } from '../devices/user-devices.js';
import { AtOnce } from '../limits/at-once/at-once.js';
import { READ_MODELS } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import type { ErasurePreviewDto } from './erasure-preview.dto.js';
import { GoneTimes } from './gone-times.js';

/** The days of one answer. Each is read from the log and folded twice. */
const MOST_DAYS = 31;
/** The names of one answer: the largest ones. */
const MOST_ACTIVITIES = 500;
const MOST_PREVIEWS = 2;
const LAST_DAY = '2097-12-31';

/**
 * Says what an erasure would take, and takes nothing. It does the sums of the eraser, on the log.
 */
@Injectable()
export class ErasurePreviews {
  private readonly running = new AtOnce(MOST_PREVIEWS, 'previews of this account');

  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly devices: UserDevices,
    private readonly goneTimes: GoneTimes,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * What goes of the first days of a slice that have time, from the day `after` on (exclusive).
   * `now` is epoch ms. Throws as `Erasures.eraseSlice`, and TooManyRequestsError.
   */
  async of(
    userId: string,
    { after, ...said }: SpokenSlice & { after?: string },
    now: number,
  ): Promise<ErasurePreviewDto> {
    return this.running.run(userId, async () => {
      if (said.device !== undefined) await this.devices.find(userId, said.device, now);
      const { taxonomy } = await this.taxonomies.read(userId);
      const slice = parseSlice(said, taxonomy);
      const classes = await this.taxonomies.classesOf(userId);
      const days = await this.daysOf(userId, { ...daysOfSlice(slice, now), after });
      const gone = new Map<string, number>();
      let daysGone = 0;
      for (const localDate of days) {
        const ofDay = await this.goneTimes.of(userId, { slice, localDate, classes });
        if (ofDay.size > 0) daysGone++;
        for (const [activity, ms] of ofDay) gone.set(activity, (gone.get(activity) ?? 0) + ms);
      }
      return { days: daysGone, ...shownTime(gone), next: days.length < MOST_DAYS ? null : (days.at(-1) ?? null) };
    });
  }

  /** The next days with time. Days of the future have none that a slice without an end means. */
  private async daysOf(
    userId: string,
    { first, last, after }: { first: LocalDate; last: LocalDate; after: string | undefined },
  ): Promise<LocalDate[]> {
    const from = after === undefined ? undefined : parseLocalDate(after);
    if (after !== undefined && from === undefined) throw new DomainError('invalid_time', 'after is a date.');
    const range = {
      first: from !== undefined && from > first ? from : first,
      last: last < LAST_DAY ? last : (LAST_DAY as LocalDate),
    };
    if (range.first > range.last) return [];
    const found = await this.readModels.stored.days(userId, { ...range, most: MOST_DAYS + 1 });
    return found.filter((day) => from === undefined || day > from).slice(0, MOST_DAYS);
  }
}

function shownTime(gone: ReadonlyMap<string, number>): Pick<ErasurePreviewDto, 'seconds' | 'activities'> {
  const all = [...gone].sort(([, a], [, b]) => b - a);
  return {
    seconds: inSeconds(all.reduce((sum, [, ms]) => sum + ms, 0)),
    activities: all
      .slice(0, MOST_ACTIVITIES)
      .map(([name, ms]) => ({ activity: shownName(name), seconds: inSeconds(ms) })),
  };
}

const inSeconds = (ms: number): number => ms / 1_000;
