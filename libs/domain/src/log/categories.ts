import type { DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { CATALOGUE, type StreamCategory } from './catalogue.js';
import type { CategoryEntry, StreamPer } from './category-entry.js';
import type { Upcasters } from './event-entry.js';
import type { UntypedEvent } from './read-event.js';

const ENTRIES: Readonly<Record<StreamCategory, CategoryEntry>> = CATALOGUE;
const CATEGORIES = Object.keys(CATALOGUE) as StreamCategory[];

/** What the catalogue decides for a whole category. */
type Decision = Exclude<keyof CategoryEntry, 'events' | 'read'>;

/** The categories for which the catalogue decides this. */
export type CategoriesWith<D extends Decision, Value> = {
  [Category in StreamCategory]: (typeof CATALOGUE)[Category][D] extends Value ? Category : never;
}[StreamCategory];

/** The categories of which each user has one stream. */
export type UserCategory = CategoriesWith<'streamPer', 'user'>;

/** The categories for which the catalogue decides this, in its order, which is that of an export. */
export function categoriesWith<D extends Decision, const Value extends CategoryEntry[D]>(
  decision: D,
  value: Value,
): readonly CategoriesWith<D, Value>[] {
  return CATEGORIES.filter((category) => ENTRIES[category][decision] === value) as CategoriesWith<D, Value>[];
}

/** What there is one stream of the category for. */
export const streamPer = (category: StreamCategory): StreamPer => ENTRIES[category].streamPer;

/** How the names of all streams of these categories begin; for a category with one stream, its name. */
export const prefixesOf = (...categories: readonly StreamCategory[]): readonly string[] =>
  categories.map((category) => (ENTRIES[category].streamPer === 'log' ? category : `${category}-`));

/**
 * How the names of the streams begin that the projector follows, and whose newest event `caughtUp` waits for. Small streams that
 * are folded on demand only are not among them: no position in the tables would ever reach their newest event.
 */
export const STREAM_PREFIXES: readonly string[] = prefixesOf(...categoriesWith('isProjected', true));

/** The category of a stream, by its name; undefined when no category of ours has such streams. */
export function categoryOf(stream: string): StreamCategory | undefined {
  if (isCategory(stream)) return ENTRIES[stream].streamPer === 'log' ? stream : undefined;
  const category = stream.slice(0, Math.max(0, stream.indexOf('-')));
  return isCategory(category) && ENTRIES[category].streamPer !== 'log' ? category : undefined;
}

const isCategory = (text: string): text is StreamCategory => Object.hasOwn(ENTRIES, text);

/**
 * Any event of the log, checked. Throws DomainError `unknown_stream` when the stream is of no category, `unknown_event` when the
 * category has no such event, and what `readerOf` says for data that cannot be read.
 */
export function readLogEvent(event: UntypedEvent): DomainEvent {
  const read = ENTRIES[checkedCategory(event)].read(event);
  if (!read) throw unknownEvent();
  return read;
}

/**
 * Throws DomainError `unknown_event` for an event type that its category does not have, and `unknown_stream` for a stream of no
 * category. A newer version of this program may have written the event, or another program. Looks at no data. Types that begin
 * with `$` are of the event store itself, and known.
 */
export function checkIsKnown(event: Pick<UntypedEvent, 'stream' | 'type'>): void {
  if (event.type.startsWith('$')) return;
  if (!Object.hasOwn(ENTRIES[checkedCategory(event)].events, event.type)) throw unknownEvent();
}

function checkedCategory({ stream }: Pick<UntypedEvent, 'stream'>): StreamCategory {
  const category = categoryOf(stream);
  if (!category) throw new DomainError('unknown_stream', 'There is no such stream.');
  return category;
}

const unknownEvent = () => new DomainError('unknown_event', 'There is no such event.');

/** The upcasters of all events, for the program that opens the event store. No two categories have an event type of the same name. */
export const UPCASTERS: Upcasters = new Map(
  CATEGORIES.flatMap((category) =>
    Object.entries(ENTRIES[category].events).map(([type, { upcasters }]) => [type, upcasters] as const),
  ),
);
