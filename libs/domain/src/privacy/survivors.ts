import type { ActivityEvent, ActivityRecorded, OfflineTimePosted, Span } from '../activity/events.js';
import { IntervalSet } from '../activity/interval-set.js';
import { isErased } from '../activity/is-erased.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from '../activity/naming.js';

type TimeEvent = ActivityRecorded | OfflineTimePosted;

/** A piece of time that counts, and where it came from. Half-open, epoch ms. */
interface Piece {
  readonly event: TimeEvent;
  /** Undefined for offline time. */
  readonly span: Span | undefined;
  readonly name: NamedSpan;
  readonly counted: IntervalSet;
  readonly startMs: number;
  readonly endMs: number;
}

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
  const pieces: Piece[] = [];
  const ids = new Set<string>();
  const countedByDevice = new Map<string, IntervalSet>();
  const countedOf = (device: string): IntervalSet => {
    let counted = countedByDevice.get(device);
    if (!counted) countedByDevice.set(device, (counted = new IntervalSet()));
    return counted;
  };
  for (const event of events) {
    switch (event.type) {
      case 'ActivityRecorded': {
        const counted = countedOf(`${event.data.source} ${event.data.deviceId}`);
        for (const span of event.data.spans) {
          if (ids.has(span.id)) continue;
          ids.add(span.id);
          const fresh = counted.add(span.startedAt, span.endedAt);
          for (const part of fresh) pieces.push({ event, span, name: nameSpan(span), counted, ...part });
        }
        break;
      }
      case 'OfflineTimePosted': {
        const { activity, details, startedAt, endedAt } = event.data;
        const name = { activity, document: details ?? NO_DOCUMENT, page: NO_PAGE };
        const counted = countedOf('offline offline');
        const fresh = counted.add(startedAt, endedAt);
        for (const part of fresh) pieces.push({ event, span: undefined, name, counted, ...part });
        break;
      }
      case 'TimeErased':
        pieces.push(...pieces.splice(0).flatMap((piece) => without(piece, event.data)));
        break;
      case 'DayRewritten':
        break;
    }
  }
  return eventsOf(pieces, ids);
}

/** What an erasure leaves of a piece. */
function without(piece: Piece, erased: Parameters<typeof isErased>[1]): Piece[] {
  const startMs = Math.max(piece.startMs, erased.from);
  const endMs = Math.min(piece.endMs, erased.to);
  if (startMs >= endMs || !isErased(piece.name, erased)) return [piece];
  piece.counted.remove(startMs, endMs);
  return [
    ...(piece.startMs < startMs ? [{ ...piece, endMs: startMs }] : []),
    ...(endMs < piece.endMs ? [{ ...piece, startMs: endMs }] : []),
  ];
}

/** The pieces as events, those of one event together as far as it may be. `ids`: those of the day, which are taken. */
function eventsOf(pieces: readonly Piece[], ids: Set<string>): TimeEvent[] {
  const events: TimeEvent[] = [];
  const used = new Set<string>();
  let open: { of: ActivityRecorded; spans: Span[]; characters: number } | undefined;
  for (const { event, span, startMs, endMs } of pieces) {
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
