import { DayFold, type TimeEvent } from '../activity/day/day-fold.js';
import type { ActivityEvent, ActivityRecorded, DayRewritten, OfflineTimePosted, Span } from '../activity/events.js';
import { KnownActivities } from '../activity/known-activities.js';
import type { NamedSpan } from '../activity/naming.js';
import type { Piece } from '../activity/day/pieces.js';

/**
 * The most characters of spans in one event. At three bytes each, that is below the 256 KB of an
 * agent's batch.
 */
const MOST_CHARACTERS = 60_000;

/**
 * What still counts of a day, as events. They come to the same totals. They hold nothing that was
 * erased, and nothing that lost its time to an earlier span.
 *
 *     events     [editor      )  [mail    )   erased   [=====)
 *     survivors  [editor  )          [mail)
 *
 * A span keeps its id. The part behind a hole gets an id that the device does not have on that day
 * (`<id>~1`). Appended to the events, survivors change nothing: their time counts already.
 */
export const survivorsOf = (events: Iterable<ActivityEvent>): TimeEvent[] =>
  survivorsWithOrigins(events).map(({ event }) => event);

/** What is left of one event. */
export interface Survivor {
  readonly event: TimeEvent;
  /** The event that it is left of: the same object as in the events of the day. */
  readonly of: TimeEvent;
}

/** The same, each with the event that it is left of. */
export function survivorsWithOrigins(events: Iterable<ActivityEvent>): Survivor[] {
  const day = new SurvivingDay();
  for (const event of events) day.apply(event, 0n);
  return eventsOf(day.left, day.spanIds);
}

/** Activities in one event at most: about 33 bytes each. */
const MOST_HEARD = 4_000;
/** A device may be offline for some days before it repeats what it did not see acknowledged. */
const HEARD_FOR_MS = 7 * 86_400_000;

/**
 * The events with which a rewritten day begins. They say which activities of the last seven days
 * the survivors no longer tell in full.
 *
 * `events` is the day with its erasures. `survivors` is what is left of it. `now` is when the
 * erasure was asked for, epoch ms.
 */
export function rewrittenDay(
  erasureId: string,
  { events, survivors, now }: { events: readonly ActivityEvent[]; survivors: readonly ActivityEvent[]; now: number },
): DayRewritten[] {
  const heard = knownOf(events).notKnownTo(knownOf(survivors), now - HEARD_FOR_MS);
  if (heard.length === 0) return [{ type: 'DayRewritten', data: { erasureId } }];
  const rewritten: DayRewritten[] = [];
  for (let n = 0; n < heard.length; n += MOST_HEARD) {
    rewritten.push({ type: 'DayRewritten', data: { erasureId, heard: heard.slice(n, n + MOST_HEARD) } });
  }
  return rewritten;
}

function knownOf(events: readonly ActivityEvent[]): KnownActivities {
  const known = new KnownActivities();
  events.forEach((event) => known.apply(event));
  return known;
}

/** Time of one event, and of one span of it. */
interface Source extends NamedSpan {
  readonly event: TimeEvent;
  /** Undefined for time that the user entered. */
  readonly span: Span | undefined;
}

/** The fold of a day that keeps where its time came from. */
class SurvivingDay extends DayFold<Source> {
  readonly spanIds = new Set<string>();

  /** What counts, in the order in which it came. */
  get left(): Iterable<Piece<Source>> {
    return this.pieces;
  }

  protected subjectOf(name: NamedSpan, event: TimeEvent, span?: Span): Source {
    if (span && event.type === 'ActivityRecorded') this.spanIds.add(idOn(event, span.id));
    return { ...name, event, span };
  }

  protected change(): void {
    // The pieces say it all.
  }
}

/** Survivors are written in the present version, where ids are unique for each device. */
function inPresentVersion(data: ActivityRecorded['data']): ActivityRecorded['data'] {
  const present = { ...data };
  delete present.idScope;
  return present;
}

const idOn = ({ data: { source, deviceId } }: ActivityRecorded, id: string) => `${source}\n${deviceId}\n${id}`;

/**
 * The pieces as events. Pieces of one event stay together while there is room. `ids` are those of
 * the day, which are taken.
 */
function eventsOf(pieces: Iterable<Piece<Source>>, ids: ReadonlySet<string>): Survivor[] {
  const events: Survivor[] = [];
  const used = new Set<string>();
  let open: { of: ActivityRecorded; spans: Span[]; characters: number } | undefined;
  for (const { subject, startMs, endMs } of pieces) {
    const { event, span } = subject;
    const time = { startedAt: startMs, endedAt: endMs };
    if (event.type === 'OfflineTimePosted' || !span) {
      open = undefined;
      events.push({ event: { ...event, data: { ...event.data, ...time } } as OfflineTimePosted, of: event });
      continue;
    }
    if (open?.of !== event || open.characters > MOST_CHARACTERS) {
      open = { of: event, spans: [], characters: 0 };
      events.push({ event: { ...event, data: { ...inPresentVersion(event.data), spans: open.spans } }, of: event });
    }
    let id = span.id;
    for (let n = 1; used.has(idOn(event, id)) || (n > 1 && ids.has(idOn(event, id))); n++) id = `${span.id}~${n}`;
    used.add(idOn(event, id));
    open.spans.push({ ...span, ...time, id });
    open.characters += JSON.stringify(span).length;
  }
  return events;
}
