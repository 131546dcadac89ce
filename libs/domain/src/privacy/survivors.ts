import { DayFold, type TimeEvent } from '../activity/day-fold.js';
import type { ActivityEvent, ActivityRecorded, OfflineTimePosted, Span } from '../activity/events.js';
import type { NamedSpan } from '../activity/naming.js';
import type { Piece } from '../activity/pieces.js';

/** Characters of spans in one event at most: at three bytes each still below the 256 KB of an agent's batch. */
const MOST_CHARACTERS = 60_000;

/**
 * What still counts of a day, as events that come to the same totals and hold nothing else: neither what was erased, nor
 * what lost its time to an earlier span.
 *
 *     events     [editor      )  [mail    )   erased   [=====)
 *     survivors  [editor  )          [mail)
 *
 * A span keeps its id, so a device that sends it again is heard as before; when a hole was cut into it, what comes after the
 * hole gets an id that the day does not have (`<id>~1`). Appended to the events they change nothing: their time counts already.
 */
export function survivorsOf(events: Iterable<ActivityEvent>): TimeEvent[] {
  const day = new SurvivingDay();
  for (const event of events) day.apply(event, 0n);
  return eventsOf(day.left, day.spanIds);
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
    if (span) this.spanIds.add(span.id);
    return { ...name, event, span };
  }

  protected change(): void {
    // The pieces say it all.
  }
}

/** The pieces as events, those of one event together as far as it may be. `ids`: those of the day, which are taken. */
function eventsOf(pieces: Iterable<Piece<Source>>, ids: ReadonlySet<string>): TimeEvent[] {
  const events: TimeEvent[] = [];
  const used = new Set<string>();
  let open: { of: ActivityRecorded; spans: Span[]; characters: number } | undefined;
  for (const { subject, startMs, endMs } of pieces) {
    const { event, span } = subject;
    const time = { startedAt: startMs, endedAt: endMs };
    if (event.type === 'OfflineTimePosted' || !span) {
      open = undefined;
      events.push({ ...event, data: { ...event.data, ...time } } as OfflineTimePosted);
      continue;
    }
    if (open?.of !== event || open.characters > MOST_CHARACTERS) {
      open = { of: event, spans: [], characters: 0 };
      events.push({ ...event, data: { ...event.data, spans: open.spans } });
    }
    let id = span.id;
    for (let n = 1; used.has(id) || (n > 1 && ids.has(id)); n++) id = `${span.id}~${n}`;
    used.add(id);
    open.spans.push({ ...span, ...time, id });
    open.characters += JSON.stringify(span).length;
  }
  return events;
}
