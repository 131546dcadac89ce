import type { LocalDate } from '../calendar/local-date.js';
import type { Command, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { passingOver } from '../events/passing-over.js';
import { readKeepingEvent } from './read-keeping-event.js';

/** The user chose how many months their time is kept. Null: for ever. */
export interface KeepingChosen extends DomainEvent {
  readonly type: 'KeepingChosen';
  readonly data: { readonly months: number | null };
}

/** The user was told that time older than so many months is erased by itself. */
export interface ErasureByAgeAnnounced extends DomainEvent {
  readonly type: 'ErasureByAgeAnnounced';
  readonly data: {
    readonly months: number;
    /** Epoch ms: nothing is erased before. */
    readonly firstAt: number;
  };
}

/** Time is no longer erased by its age. A later erasure by age is announced again. */
export interface ErasureByAgeEnded extends DomainEvent {
  readonly type: 'ErasureByAgeEnded';
  readonly data: Record<string, never>;
}

/** All time of the local days before this one is erased, or on its way: an erasure is requested. */
export interface ErasedByAge extends DomainEvent {
  readonly type: 'ErasedByAge';
  readonly data: { readonly before: LocalDate };
}

/** The events of a `keeping-` stream. */
export type KeepingEvent = KeepingChosen | ErasureByAgeAnnounced | ErasureByAgeEnded | ErasedByAge;

/** The longest that the administrator lets time be kept, in months. Undefined: for ever. */
export type LongestMonths = number | undefined;

export interface ChooseKeeping extends Command {
  readonly type: 'ChooseKeeping';
  readonly data: { readonly months: number | null; readonly longest: LongestMonths };
}

/** Announces what was not announced yet, because the administrator's longest has changed. */
export interface AnnounceErasureByAge extends Command {
  readonly type: 'AnnounceErasureByAge';
  readonly data: { readonly longest: LongestMonths };
}

export interface NoteErasedByAge extends Command {
  readonly type: 'NoteErasedByAge';
  readonly data: { readonly before: LocalDate };
}

export type KeepingCommand = ChooseKeeping | AnnounceErasureByAge | NoteErasedByAge;

export interface Keeping {
  /** What the user chose. Null: for ever. */
  readonly chosen: number | null;
  readonly announced: ErasureByAgeAnnounced['data'] | undefined;
  /** Days before this one were erased by their age. */
  readonly erasedBefore: LocalDate | undefined;
}

const MOST_MONTHS = 1_200;
/** The time between the announcement and the first erasure: two weeks to take an export. */
const NOTICE_MS = 14 * 86_400_000;

/**
 * How many months time is kept: what the user chose, or the administrator's longest if that is
 * shorter. Null: for ever.
 */
export function keptMonths({ chosen }: Pick<Keeping, 'chosen'>, longest: LongestMonths): number | null {
  if (chosen === null || longest === undefined) return chosen ?? longest ?? null;
  return Math.min(chosen, longest);
}

/**
 * The rules of a `keeping-` stream. Nothing is erased by its age that was not announced, and every
 * other number of months is announced again. Refuses with `invalid_months`. An event that cannot be
 * read is passed over: at worst the erasure is announced once more.
 */
export const keepingDecider = passingOver<Keeping, KeepingCommand, KeepingEvent>(readKeepingEvent, {
  initialState: { chosen: null, announced: undefined, erasedBefore: undefined },

  decide({ type, data, metadata }, keeping) {
    switch (type) {
      case 'ChooseKeeping': {
        const { months, longest } = data;
        checkMonths(months);
        if (months === keeping.chosen) return announced(keeping, longest, metadata.now);
        // The choice takes an announcement back. One that still holds keeps its time, so no one
        // puts the administrator's longest off by choosing again and again.
        const holds = keeping.announced?.months === keptMonths({ chosen: months }, longest);
        const chosen = { type: 'KeepingChosen', data: { months } } as const;
        if (holds && keeping.announced) return [chosen, { type: 'ErasureByAgeAnnounced', data: keeping.announced }];
        return [chosen, ...announced({ chosen: months, announced: undefined }, longest, metadata.now)];
      }
      case 'AnnounceErasureByAge':
        return announced(keeping, data.longest, metadata.now);
      case 'NoteErasedByAge':
        return data.before === keeping.erasedBefore ? [] : [{ type: 'ErasedByAge', data }];
    }
  },

  evolve(keeping, { type, data }) {
    switch (type) {
      case 'KeepingChosen':
        return { ...keeping, chosen: data.months, announced: undefined };
      case 'ErasureByAgeAnnounced':
        return { ...keeping, announced: data };
      case 'ErasureByAgeEnded':
        return { ...keeping, announced: undefined };
      case 'ErasedByAge':
        return { ...keeping, erasedBefore: data.before };
    }
  },
});

function announced(
  keeping: Pick<Keeping, 'chosen' | 'announced'>,
  longest: LongestMonths,
  now: number,
): (ErasureByAgeAnnounced | ErasureByAgeEnded)[] {
  const months = keptMonths(keeping, longest);
  if (months === null) return keeping.announced ? [{ type: 'ErasureByAgeEnded', data: {} }] : [];
  if (keeping.announced?.months === months) return [];
  return [{ type: 'ErasureByAgeAnnounced', data: { months, firstAt: now + NOTICE_MS } }];
}

function checkMonths(months: number | null): void {
  if (months === null || (Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS)) return;
  throw new DomainError('invalid_months', `Months are a whole number from 1 to ${MOST_MONTHS}.`);
}
