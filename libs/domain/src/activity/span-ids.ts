import type { Span } from './events.js';

/*
 * An id of a span is the id that the device gave its activity, and then marks of ours. A device
 * never sends `@`, `+` or `~` in an id.
 *
 *     a            the activity from its start
 *     a+600000     its part that begins 600,000 ms after its start, as behind a local midnight
 *     a@k3x        an activity whose id was taken by another one on that device
 *     a@k3x+60000  the part that a longer offer of a known activity added
 *     a~1          what an erasure left behind a hole
 */
const MARKS = /[@+~].*$/s;
const OFFSET = /\+(\d+)/;

/** The id that the device gave, and when (epoch ms) the whole activity started. */
export function wholeActivityOf({ id, startedAt }: Span): { id: string; startMs: number } {
  const [, offsetMs = '0'] = OFFSET.exec(id) ?? [];
  return { id: id.replace(MARKS, ''), startMs: startedAt - Number(offsetMs) };
}

/** The part of a span from `startMs` to `endMs`. A later part of its activity has another id. */
export function partOf(span: Span, { startMs, endMs }: { readonly startMs: number; readonly endMs: number }): Span {
  const offsetMs = startMs - wholeActivityOf(span).startMs;
  const id = offsetMs === 0 ? span.id : `${span.id.replace(OFFSET, '')}+${offsetMs}`;
  return { ...span, id, startedAt: startMs, endedAt: endMs };
}

/** The span under an id that names its activity by a whole number: other activities had the id. */
export function marked(span: Span, activity: number): Span {
  const [offset = ''] = OFFSET.exec(span.id) ?? [];
  return { ...span, id: `${wholeActivityOf(span).id}@${activity.toString(36)}${offset}` };
}
