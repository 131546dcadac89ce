import type { ActivityEvent, Span, TimeErased } from './events.js';

/**
 * The most that the log holds of one local day of a user. A person who changes windows every four
 * seconds, day and night, stays below. A day is read as a whole, for each report of an alert, a
 * close, an erasure: a full one takes less than a second.
 */
export const DAY_LIMITS = {
  /** Activities of all devices, and time that the user entered. A part that grows is one more. */
  activities: 20_000,
  /** Of their texts, in UTF-16 units. */
  characters: 8_000_000,
  /**
   * Erasures that an import brings. Each compares every activity before it with its names, so 200
   * names count as one more.
   */
  erasures: 100,
} as const;

/** The refusal of what a full day does not take. */
export const DAY_FULL = {
  code: 'day_full',
  message: `The day is full: a day has ${DAY_LIMITS.activities} activities at most. This one is not recorded.`,
} as const;

/** What the stream of a day holds, against `DAY_LIMITS`. */
export class DayRoom {
  private activities = 0;
  private characters = 0;
  private erasures = 0;

  /**
   * Learns an event of the day. `DayRewritten` frees nothing by itself: an import may bring it. An
   * erasure removes what stood before it, and then a reader does not meet that any more.
   */
  apply(event: ActivityEvent): void {
    const { activities, characters, erasures } = loadOf(event);
    this.activities += activities;
    this.characters += characters;
    this.erasures += erasures;
  }

  /** Learns an activity that is recorded now. */
  add(span: Span): void {
    this.activities++;
    this.characters += charactersOf(span);
  }

  /** Whether the day takes one more activity. */
  takes(span: Span): boolean {
    return this.activities < DAY_LIMITS.activities && this.characters + charactersOf(span) <= DAY_LIMITS.characters;
  }

  /** Whether the day takes the whole event. */
  takesEvent(event: ActivityEvent): boolean {
    const { activities, characters, erasures } = loadOf(event);
    return (
      this.activities + activities <= DAY_LIMITS.activities &&
      this.characters + characters <= DAY_LIMITS.characters &&
      this.erasures + erasures <= DAY_LIMITS.erasures
    );
  }
}

function loadOf(event: ActivityEvent): { activities: number; characters: number; erasures: number } {
  switch (event.type) {
    case 'ActivityRecorded': {
      const { spans } = event.data;
      const characters = spans.reduce((sum, span) => sum + charactersOf(span), 0);
      return { activities: spans.length, characters, erasures: 0 };
    }
    case 'OfflineTimePosted': {
      const { activity, details = '' } = event.data;
      return { activities: 1, characters: activity.length + details.length, erasures: 0 };
    }
    case 'TimeErased':
      return { activities: 0, characters: 0, erasures: 1 + Math.floor(namesOf(event.data) / 200) };
    case 'DayRewritten':
      return { activities: 0, characters: 0, erasures: 0 };
  }
}

const namesOf = ({ activities = [], documents = [] }: TimeErased['data']): number =>
  activities.length + documents.length;

const charactersOf = ({ id, application, url = '', title = '' }: Span): number =>
  id.length + application.length + url.length + title.length;
