import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';

/** The languages of the weekly mail. */
export const MAIL_LANGUAGES = ['en', 'de'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The user asked for a mail about each week. */
export interface WeeklyMailChosen extends DomainEvent {
  readonly type: 'WeeklyMailChosen';
  readonly data: {
    readonly language: MailLanguage;
    /** Epoch ms. Weeks that ended before bring no mail. */
    readonly at: number;
  };
}

/** The user asked for no more mails. */
export interface WeeklyMailEnded extends DomainEvent {
  readonly type: 'WeeklyMailEnded';
  readonly data: Record<string, never>;
}

/** A process began to send the mail of a week. For a while, others leave that week alone. */
export interface WeekMailBegun extends DomainEvent {
  readonly type: 'WeekMailBegun';
  readonly data: {
    /** The first day of the week. */
    readonly monday: LocalDate;
    /** Epoch ms. */
    readonly at: number;
  };
}

/** The mail server took the mail of a week, or the week had no time. There is no other for it. */
export interface WeekMailed extends DomainEvent {
  readonly type: 'WeekMailed';
  readonly data: { readonly monday: LocalDate };
}

/** The events of a `mailing-` stream. */
export type MailingEvent = WeeklyMailChosen | WeeklyMailEnded | WeekMailBegun | WeekMailed;
