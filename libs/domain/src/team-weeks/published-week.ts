import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import { type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { type Sharing, SHARING_LEVELS } from '../teams/sharing.js';
import { SMALLEST_COHORT } from './cell-rule.js';
import { mondayOf } from './team-week.js';
import type { PublishedCell } from './week-table.js';

/** The one table of a team and a week. It names no user. */
export interface PublishedWeek {
  /** The Monday. */
  readonly week: LocalDate;
  /** How fine the cells are. `nothing`: too few members agreed, so there is no table. */
  readonly sharing: Sharing;
  /** Each cell has the time of so many people or more. */
  readonly people: number;
  /**
   * The revision of the team's newest event that the table knows. A member who leaves after that,
   * and before the table is published, withdraws it.
   */
  readonly teamRevision: number;
  /** A log position, as text. An erasure that is asked for after it withdraws the table. */
  readonly asOf: string;
  readonly cells: readonly PublishedCell[];
}

/**
 * A week was published, or passed without a table. It is the only event of its stream. To withdraw
 * the week, the stream is removed for ever: no later event can restate it.
 */
export interface WeekPublished extends DomainEvent {
  readonly type: 'WeekPublished';
  readonly data: PublishedWeek;
}

/** The events of a `release-` stream. */
export const RELEASE_EVENTS: EventEntries<WeekPublished> = {
  WeekPublished: { check: checkWeek, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readReleaseEvent = readerOf<WeekPublished>(RELEASE_EVENTS);

function checkWeek({ week, sharing, people, teamRevision, asOf, cells }: Fields): void {
  const monday = typeof week === 'string' ? parseLocalDate(week) : undefined;
  if (!monday || mondayOf(monday) !== monday) throw unreadable('week');
  if (!SHARING_LEVELS.some((level) => level === sharing)) throw unreadable('sharing');
  if (!Number.isSafeInteger(people) || (people as number) < SMALLEST_COHORT) throw unreadable('people');
  if (!Number.isSafeInteger(teamRevision) || (teamRevision as number) < 0) throw unreadable('teamRevision');
  if (typeof asOf !== 'string' || !/^\d{1,20}$/.test(asOf)) throw unreadable('asOf');
  if (!Array.isArray(cells) || !cells.every((cell) => isCell(cell, sharing as Sharing))) throw unreadable('cells');
}

/** What a cell of each level names, besides the productivity level. */
const NAMES: Readonly<Record<Sharing, readonly (keyof PublishedCell)[] | undefined>> = {
  nothing: undefined,
  levels: [],
  categories: ['overview', 'category'],
  activities: ['overview', 'category', 'activity'],
};

function isCell(cell: unknown, sharing: Sharing): boolean {
  if (typeof cell !== 'object' || cell === null) return false;
  const { productivity, hours, ...names } = cell as Record<string, unknown>;
  const expected = NAMES[sharing];
  return (
    expected !== undefined &&
    [-2, -1, 0, 1, 2].some((level) => level === productivity) &&
    Number.isSafeInteger(hours) &&
    (hours as number) > 0 &&
    Object.keys(names).length === expected.length &&
    expected.every((name) => typeof names[name] === 'string')
  );
}
