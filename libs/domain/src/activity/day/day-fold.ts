import { type DeviceSum, type DeviceTotal, DeviceTotals, type Origin } from './device-totals.js';
import type {
  ActivityEvent,
  ActivityRecorded,
  OfflineTimePosted,
  OfflineTimeRemoved,
  Span,
  TimeErased,
} from '../events.js';
import { type Interval, IntervalSet } from './interval-set.js';
import { erasedBy } from '../erased-by.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from '../naming.js';
import { Pieces } from './pieces.js';

/** An event that brings time. */
export type TimeEvent = ActivityRecorded | OfflineTimePosted;

/** How counted time changes: `sign` is 1 when it is added, and -1 when it is erased. */
export interface TimeChange {
  readonly sign: 1 | -1;
  /** Local time minus UTC, as the event that brought the time says it. */
  readonly utcOffsetMinutes: number;
  /** Log position of the event that changes it. */
  readonly position: bigint;
}

/**
 * The fold of one activity stream, which is one user's one local day: what of its time counts.
 * Subclasses say what time is counted for, a `Subject`, and what they keep of it.
 *
 * Rules (docs/architecture.md, "From spans to buckets"): a span id counts once for a device. Two
 * spans of one device may overlap: the overlap counts for the span that arrived first. Devices add
 * up. An erasure takes counted time away, and the same time may be recorded again afterwards. So
 * does the removal of offline time, which takes only what was entered by hand.
 * `DayRewritten` frees the ids before it: a replay of the truncated stream does not see them.
 *
 *     device 1   [editor      )                      09:00      09:05
 *                      [mail       )   (arrives 2nd)   editor 5m   editor 1m, mail 3m
 *     counted    [editor      )[mail)
 *
 * Every replay passes through here span by span, and the garbage collector carries what is kept of
 * a span. So pieces stand in columns of numbers instead of small objects.
 */
export abstract class DayFold<Subject extends NamedSpan> {
  private spanCount = 0;
  private readonly devices = new DeviceTotals();
  private readonly byHand: Origin = {
    ...{ counted: new IntervalSet(), device: undefined, machine: '', osUser: '', platform: '' },
  };
  /** What counts, in the order in which it came. */
  protected pieces = new Pieces<Subject>();

  /** What the time of an event counts for. `span` is undefined for time that the user entered. */
  protected abstract subjectOf(name: NamedSpan, event: TimeEvent, span?: Span): Subject;

  /** Time of a subject was added, or erased. */
  protected abstract change(subject: Subject, time: Interval, change: TimeChange): void;

  /** Folds one more event. `position` must not be below that of the event before. */
  apply(event: ActivityEvent, position: bigint): void {
    switch (event.type) {
      case 'ActivityRecorded':
        return this.record(event, position);
      case 'OfflineTimePosted':
        return this.postOffline(event, position);
      case 'OfflineTimeRemoved':
        return this.removeOffline(event.data, position);
      case 'TimeErased':
        return this.erase(event.data, position);
      case 'DayRewritten':
        return this.forgetSpanIds();
    }
  }

  /**
   * Totals of devices that changed after the log position. Default: all. Erased ones come with
   * 0 ms.
   */
  devicesSince(position = -1n): DeviceTotal[] {
    return this.devices.since(position);
  }

  /** A measure of memory held: counted pieces plus span ids. */
  get size(): number {
    return this.pieces.length + this.spanCount;
  }

  private record(event: ActivityRecorded, position: bigint): void {
    const { idScope, utcOffsetMinutes, spans } = event.data;
    const origin = this.devices.originOf(event.data);
    const { spanIds } = origin.device;
    const before = this.pieces.length;
    for (const span of spans) {
      if (idScope === 'day' ? this.devices.hasSpan(span.id) : spanIds.has(span.id)) continue;
      spanIds.add(span.id);
      this.spanCount++;
      const subject = this.subjectOf(nameSpan(span), event, span);
      this.count(subject, origin, span, { sign: 1, utcOffsetMinutes, position });
    }
    const added = this.pieces.sumFrom(before);
    if (added) this.devices.add(origin, added, position);
  }

  /** The survivors that follow have the same ids, but their time counts already. */
  private forgetSpanIds(): void {
    this.devices.forgetSpanIds();
    this.spanCount = 0;
  }

  private postOffline(event: OfflineTimePosted, position: bigint): void {
    const { activity, details, utcOffsetMinutes } = event.data;
    const subject = this.subjectOf({ activity, document: details ?? NO_DOCUMENT, page: NO_PAGE }, event);
    this.count(subject, this.byHand, event.data, { sign: 1, utcOffsetMinutes, position });
  }

  private removeOffline({ startedAt, endedAt }: OfflineTimeRemoved['data'], position: bigint): void {
    this.byHand.counted.remove(startedAt, endedAt);
    for (const cut of this.pieces.cutOut(this.byHand, { startMs: startedAt, endMs: endedAt })) {
      const { subject, startMs, endMs, utcOffsetMinutes } = cut;
      this.change(subject, { startMs, endMs }, { sign: -1, utcOffsetMinutes, position });
    }
  }

  private erase(erased: TimeErased['data'], position: bigint): void {
    const kept = new Pieces<Subject>();
    const devices = new Set<DeviceSum>();
    const isErased = erasedBy(erased);
    for (const piece of this.pieces) {
      const { subject, origin, utcOffsetMinutes } = piece;
      const startMs = Math.max(piece.startMs, erased.from);
      const endMs = Math.min(piece.endMs, erased.to);
      if (startMs >= endMs || !isErased({ ...subject, deviceId: origin.device?.deviceId })) {
        kept.add(piece);
        continue;
      }
      this.change(subject, { startMs, endMs }, { sign: -1, utcOffsetMinutes, position });
      origin.counted.remove(startMs, endMs);
      if (origin.device) devices.add(origin.device);
      if (piece.startMs < startMs) kept.add({ ...piece, endMs: startMs });
      if (endMs < piece.endMs) kept.add({ ...piece, startMs: endMs });
    }
    this.pieces = kept;
    if (devices.size > 0) this.devices.sumAgain(devices, kept, position);
  }

  /** Adds what the origin had not counted yet of [startedAt, endedAt). */
  private count(
    subject: Subject,
    origin: Origin,
    { startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number },
    change: TimeChange,
  ): void {
    for (const fresh of origin.counted.add(startedAt, endedAt)) {
      this.pieces.add({ subject, origin, ...fresh, utcOffsetMinutes: change.utcOffsetMinutes });
      this.change(subject, fresh, change);
    }
  }
}
