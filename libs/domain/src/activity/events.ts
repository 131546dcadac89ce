import type { DomainEvent } from '../decider.js';
import type { LocalDate } from '../calendar/local-date.js';

/** Where time comes from, as the documented `restrict_source_type` names it. */
export type SourceType = 'computers' | 'mobile' | 'offline';

/**
 * One thing that was active on one device: an application, or a web page in it. [startedAt,
 * endedAt) in epoch ms.
 */
export interface Span {
  /** Unique per device and day: a second span of one id is ignored. See `known-activities.ts`. */
  readonly id: string;
  readonly application: string;
  readonly url?: string;
  readonly title?: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * One device's spans within one local day and one UTC offset, in the order in which the agent sent
 * them.
 */
export interface ActivityRecorded extends DomainEvent {
  readonly type: 'ActivityRecorded';
  readonly data: {
    readonly deviceId: string;
    readonly machine: string;
    readonly osUser: string;
    /** The system, as the agent names it. Events of earlier versions do not have it. */
    readonly platform?: string;
    readonly source: 'computers' | 'mobile';
    readonly localDate: LocalDate;
    readonly utcOffsetMinutes: number;
    /**
     * What a span id is unique in. The device, when it is missing. `day` stands in events of schema
     * version 1: there a second span of one id is ignored whatever device it comes from.
     */
    readonly idScope?: 'day';
    readonly spans: readonly Span[];
  };
}

/** Time away from any device that the user entered: a meeting, a drive. */
export interface OfflineTimePosted extends DomainEvent {
  readonly type: 'OfflineTimePosted';
  readonly data: {
    readonly activity: string;
    readonly details?: string;
    readonly localDate: LocalDate;
    readonly utcOffsetMinutes: number;
    readonly startedAt: number;
    readonly endedAt: number;
  };
}

/**
 * The user took back the time in [startedAt, endedAt) that was entered by hand before this event.
 * It names nothing: what the entry was called stands in `OfflineTimePosted` only.
 */
export interface OfflineTimeRemoved extends DomainEvent {
  readonly type: 'OfflineTimeRemoved';
  readonly data: {
    readonly localDate: LocalDate;
    readonly utcOffsetMinutes: number;
    readonly startedAt: number;
    readonly endedAt: number;
  };
}

/** A document of one activity, as reports name it. */
export interface ErasedDocument {
  readonly activity: string;
  readonly document: string;
  readonly page: string;
}

/**
 * The user erased the time in [from, to) that was recorded before this event. Without the lists,
 * all of it goes; with a list, only time with these activities or these documents.
 */
export interface TimeErased extends DomainEvent {
  readonly type: 'TimeErased';
  readonly data: {
    readonly from: number;
    readonly to: number;
    readonly activities?: readonly string[];
    /** Only time that this device recorded. Since schema version 2. */
    readonly deviceId?: string;
    readonly documents?: readonly ErasedDocument[];
  };
}

/** The fingerprint of an activity, and until when it was recorded. See `known-activities.ts`. */
export type HeardActivity = readonly [fingerprint: number, untilMs: number];

/**
 * What an erasure left of the day is written again after this event, so all before it may be
 * removed. The event itself changes no time, because the time that follows counts already. It frees
 * the ids of spans before it. It stays for good, so a day that lost all its time still has a newest
 * event.
 */
export interface DayRewritten extends DomainEvent {
  readonly type: 'DayRewritten';
  readonly data: {
    readonly erasureId: string;
    /**
     * Activities of the last days that lost time to the erasure: their fingerprint, and until when
     * (epoch ms) they were recorded. Without them a device that sends one again, or lets it grow,
     * would bring erased time back.
     */
    readonly heard?: readonly HeardActivity[];
  };
}

/** The events of an `activity-` stream. */
export type ActivityEvent = ActivityRecorded | OfflineTimePosted | OfflineTimeRemoved | TimeErased | DayRewritten;
