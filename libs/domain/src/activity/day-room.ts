import type { ActivityEvent, Span, TimeErased } from './events.js';

/**
 * The most that the log holds of one local day of a user. A person who changes windows every four
 * seconds, day and night, stays below. A day is read as a whole, for each report of an alert, a
 * close, an erasure: a full one takes less than a second.
 */
export const DAY_LIMITS = {
  /** Activities of all devices, and time that the user entered. A part that grows is one more. */
  activities: 20_000,
  /** Of their texts, and of the names in erasures of an import, in UTF-16 units. */
  characters: 8_000_000,
  /**
   * Their time: 200 devices around the clock. Each device adds its own 24 hours to a day, and each
   * hour is twelve rows. An account has fewer devices at a time, but it may remove them and bring
   * others.
   */
  hours: 4_800,
  /**
   * Erasures that an import brings. Each looks at every activity before it, and 200 names count as
   * one more.
   */
  erasures: 100,
} as const;

/** The refusal of what a full day does not take. */
export const DAY_FULL = {
  code: 'day_full',
  message: `The day is full: a day has ${DAY_LIMITS.activities} activities and ${DAY_LIMITS.hours} hours at most. This one is not recorded.`,
} as const;

/** What an event adds to a day. */
interface Load {
  readonly activities: number;
  readonly characters: number;
  readonly durationMs: number;
  readonly erasures: number;
}

const MOST: Load = {
  activities: DAY_LIMITS.activities,
  characters: DAY_LIMITS.characters,
  durationMs: DAY_LIMITS.hours * 3_600_000,
  erasures: DAY_LIMITS.erasures,
};
const NOTHING: Load = { activities: 0, characters: 0, durationMs: 0, erasures: 0 };

/** What the stream of a day holds, against `DAY_LIMITS`. */
export class DayRoom {
  private held = NOTHING;

  /**
   * Learns an event of the day. `DayRewritten` frees nothing by itself: an import may bring it. An
   * erasure removes what stood before it, and then a reader does not meet that any more.
   */
  apply(event: ActivityEvent): void {
    this.held = sumOf(this.held, loadOf(event));
  }

  /** Learns an activity that is recorded now. */
  add(span: Span): void {
    this.held = sumOf(this.held, loadOfSpan(span));
  }

  /** Whether the day takes one more activity. */
  takes(span: Span): boolean {
    return this.hasRoomFor(loadOfSpan(span));
  }

  /** Whether the day takes the whole event. */
  takesEvent(event: ActivityEvent): boolean {
    return this.hasRoomFor(loadOf(event));
  }

  /** What is full stops only what would add to it. */
  private hasRoomFor(load: Load): boolean {
    const then = sumOf(this.held, load);
    return (Object.keys(MOST) as (keyof Load)[]).every((what) => load[what] === 0 || then[what] <= MOST[what]);
  }
}

function loadOf(event: ActivityEvent): Load {
  switch (event.type) {
    case 'ActivityRecorded':
      return event.data.spans.map(loadOfSpan).reduce(sumOf, NOTHING);
    case 'OfflineTimePosted': {
      const { activity, details = '', startedAt, endedAt } = event.data;
      const characters = activity.length + details.length;
      return { ...NOTHING, activities: 1, characters, durationMs: endedAt - startedAt };
    }
    case 'OfflineTimeRemoved':
      return { ...NOTHING, activities: 1 };
    case 'TimeErased': {
      const names = namesOf(event.data);
      const characters = names.reduce((sum, name) => sum + name.length, 0);
      return { ...NOTHING, characters, erasures: 1 + Math.floor(names.length / 200) };
    }
    // An erased activity stays known, so it takes memory like one that counts.
    case 'DayRewritten':
      return { ...NOTHING, activities: event.data.heard?.length ?? 0 };
  }
}

const loadOfSpan = ({ id, application, url = '', title = '', startedAt, endedAt }: Span): Load => ({
  ...NOTHING,
  activities: 1,
  characters: id.length + application.length + url.length + title.length,
  durationMs: endedAt - startedAt,
});

const sumOf = (a: Load, b: Load): Load => ({
  activities: a.activities + b.activities,
  characters: a.characters + b.characters,
  durationMs: a.durationMs + b.durationMs,
  erasures: a.erasures + b.erasures,
});

/** Its names, one text for each activity and each document. */
const namesOf = ({ activities = [], documents = [] }: TimeErased['data']): string[] => [
  ...activities,
  ...documents.map(({ activity, document, page }) => activity + document + page),
];
