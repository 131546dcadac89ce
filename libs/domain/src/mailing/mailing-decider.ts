import { startOfDay } from '../calendar/closing-time.js';
import { addDays, type LocalDate } from '../calendar/local-date.js';
import { zoneClock } from '../calendar/zone-clock.js';
import type { Command } from '../decider.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { mondayOf } from '../team-weeks/team-week.js';
import type { MailingEvent, MailLanguage } from './events.js';
import { readMailingEvent } from './read-mailing-event.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The mail comes in the morning. By then agents have sent the time of Sunday evening. */
const AFTER_WEEK_MS = 6 * HOUR_MS;
/** A mail server gets a mail within minutes, or the process that sends it has ended. */
const SENDING_MS = 15 * 60_000;

export interface ChooseWeeklyMail extends Command {
  readonly type: 'ChooseWeeklyMail';
  readonly data: { readonly language: MailLanguage };
}

export interface EndWeeklyMail extends Command {
  readonly type: 'EndWeeklyMail';
  readonly data: Record<string, never>;
}

/** Takes a week for the process that asks. It got it when there is an event. */
export interface BeginWeekMail extends Command {
  readonly type: 'BeginWeekMail';
  readonly data: { readonly monday: LocalDate };
}

export interface NoteWeekMailed extends Command {
  readonly type: 'NoteWeekMailed';
  readonly data: { readonly monday: LocalDate };
}

export type MailingCommand = ChooseWeeklyMail | EndWeeklyMail | BeginWeekMail | NoteWeekMailed;

export interface Mailing {
  /** Undefined while the user wants no mail. */
  readonly chosen: { readonly language: MailLanguage; readonly at: number } | undefined;
  readonly begun: { readonly monday: LocalDate; readonly at: number } | undefined;
  /** The newest week that needs no mail any more. */
  readonly mailed: LocalDate | undefined;
}

/**
 * The rules of a `mailing-` stream. A week that was begun by a process that then ended is begun
 * again a quarter of an hour later, so each week is mailed at least once.
 */
export const mailingDecider = refusingUnreadable<Mailing, MailingCommand, MailingEvent>(readMailingEvent, {
  initialState: { chosen: undefined, begun: undefined, mailed: undefined },

  decide({ type, data, metadata: { now } }, { chosen, begun, mailed }) {
    switch (type) {
      case 'ChooseWeeklyMail':
        if (chosen?.language === data.language) return [];
        return [{ type: 'WeeklyMailChosen', data: { language: data.language, at: chosen?.at ?? now } }];
      case 'EndWeeklyMail':
        return chosen ? [{ type: 'WeeklyMailEnded', data: {} }] : [];
      case 'BeginWeekMail': {
        const isDone = mailed !== undefined && data.monday <= mailed;
        const isBusy = begun?.monday === data.monday && now < begun.at + SENDING_MS;
        return !chosen || isDone || isBusy ? [] : [{ type: 'WeekMailBegun', data: { monday: data.monday, at: now } }];
      }
      case 'NoteWeekMailed':
        return mailed !== undefined && data.monday <= mailed ? [] : [{ type: 'WeekMailed', data }];
    }
  },

  evolve(mailing, { type, data }) {
    switch (type) {
      case 'WeeklyMailChosen':
        return { ...mailing, chosen: data };
      case 'WeeklyMailEnded':
        return { ...mailing, chosen: undefined };
      case 'WeekMailBegun':
        return { ...mailing, begun: data };
      case 'WeekMailed':
        return { ...mailing, mailed: data.monday };
    }
  },
});

/** When a user is looked at. */
export interface MailMoment {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
}

/**
 * The first day (Monday) of the week whose mail is due. Undefined when none is: the user wants
 * none, the week was mailed, or it had ended before the user asked. Only the newest week counts,
 * so a server that was down sends one mail.
 *
 *     |Mon .. Sun|Mon 06:00 ....... Sun|      the mail of the first week is due during the second
 */
export function dueWeekMail({ chosen, mailed }: Mailing, { now, timeZone }: MailMoment): LocalDate | undefined {
  if (!chosen) return undefined;
  const weekEnd = mondayOf(zoneClock(timeZone).localDateAt(now - AFTER_WEEK_MS));
  const monday = addDays(weekEnd, -7);
  if (startOfDay(weekEnd, timeZone) <= chosen.at || (mailed !== undefined && monday <= mailed)) return undefined;
  return monday;
}

/**
 * When to look at a user again, in epoch ms: on the next Monday at 06:00, or in a day. In a day the
 * account may be in another zone.
 */
export function nextMailLook({ now, timeZone }: MailMoment): number {
  const monday = mondayOf(zoneClock(timeZone).localDateAt(now - AFTER_WEEK_MS));
  return Math.min(startOfDay(addDays(monday, 7), timeZone) + AFTER_WEEK_MS, now + DAY_MS);
}
