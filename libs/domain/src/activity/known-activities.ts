import type { ActivityEvent, ActivityRecorded, HeardActivity, Span } from './events.js';
import { fingerprint } from './fingerprint.js';
import { marked, partOf, wholeActivityOf } from './span-ids.js';

/** A device, as an event names it. Ids of activities are unique for one device. */
export type DeviceKey = Pick<ActivityRecorded['data'], 'source' | 'deviceId'>;

/** What of a span is new. `extends` says that an earlier part of the same activity is known. */
export interface NewPart {
  readonly span: Span;
  readonly extends: boolean;
}

/**
 * What the streams of days know of the activities that devices sent. It tells a retry from new
 * time.
 *
 * An activity is known by its device, id, start, application, address and title:
 *
 *     known                 "1" [editor     )
 *     the same, or shorter  "1" [editor   )           a retry: nothing is new
 *     it lasted longer      "1" [editor     ====)     the new part, as "1@x+300000"
 *     something else        "1"    [mail    )         all of it is new, as "1@y": its own id
 *
 * `x` and `y` are fingerprints of the activity: see `span-ids.ts`. The same offer gives the same
 * ids every time.
 */
export class KnownActivities {
  private readonly untilMs = new Map<number, number>();
  private readonly takenIds = new Set<number>();
  /** Span ids of events with `idScope: 'day'`. */
  private readonly idsOfDay = new Set<string>();

  /** A measure of the memory held. */
  get size(): number {
    return this.untilMs.size + this.takenIds.size;
  }

  /** Learns what an event of a day says. */
  apply(event: ActivityEvent): void {
    if (event.type === 'DayRewritten')
      for (const [activity, until] of event.data.heard ?? []) this.learn(activity, until);
    if (event.type !== 'ActivityRecorded') return;
    for (const span of event.data.spans) {
      if (event.data.idScope === 'day') {
        if (this.idsOfDay.has(span.id)) continue;
        this.idsOfDay.add(span.id);
      }
      this.add(event.data, span);
    }
  }

  /** Learns a span that is recorded now. */
  add(device: DeviceKey, span: Span): void {
    this.takenIds.add(idOn(device, span.id));
    this.learn(activityOf(device, span), span.endedAt);
  }

  /** Until when (epoch ms) the activity of a span is recorded. Undefined when it is unknown. */
  recordedUntil(device: DeviceKey, span: Span): number | undefined {
    return this.untilMs.get(activityOf(device, span));
  }

  /** What of a span is not recorded yet, under the id that it gets. Undefined when all of it is. */
  newPartOf(device: DeviceKey, span: Span): NewPart | undefined {
    const activity = activityOf(device, span);
    const until = this.untilMs.get(activity);
    if (until === undefined) {
      const isTaken = this.takenIds.has(idOn(device, span.id));
      return { span: isTaken ? marked(span, activity) : span, extends: false };
    }
    if (until >= span.endedAt) return undefined;
    const rest = { startMs: Math.max(until, span.startedAt), endMs: span.endedAt };
    return { span: partOf(marked(span, activity), rest), extends: true };
  }

  /**
   * The span under an id that is free on its device. A span whose activity is known keeps its id
   * when none of it is new.
   */
  underFreeId(device: DeviceKey, span: Span): Span {
    if (!this.takenIds.has(idOn(device, span.id))) return span;
    return this.newPartOf(device, span)?.span ?? span;
  }

  /** Activities that the other does not know for as long, of those that ended after `sinceMs`. */
  notKnownTo(other: KnownActivities, sinceMs: number): HeardActivity[] {
    return [...this.untilMs].filter(
      ([activity, until]) => until > sinceMs && (other.untilMs.get(activity) ?? -Infinity) < until,
    );
  }

  private learn(activity: number, until: number): void {
    if ((this.untilMs.get(activity) ?? -Infinity) < until) this.untilMs.set(activity, until);
  }
}

function activityOf({ source, deviceId }: DeviceKey, span: Span): number {
  const { id, startMs } = wholeActivityOf(span);
  const { application, url = '', title = '' } = span;
  return fingerprint(`${source}\n${deviceId}\n${id}\n${startMs}\n${application}\n${url}\n${title}`);
}

const idOn = ({ source, deviceId }: DeviceKey, id: string): number => fingerprint(`${source}\n${deviceId}\n${id}`);
