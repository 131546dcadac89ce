import type { DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { CATALOGUE, type StreamCategory } from './catalogue.js';
import type { CategoryEntry, StreamPer } from './category-entry.js';
import type { Upcasters } from '../events/event-entry.js';
import type { UntypedEvent } from '../events/read-event.js';

const ENTRIES: Readonly<Record<StreamCategory, CategoryEntry>> = CATALOGUE;
const CATEGORIES = Object.keys(CATALOGUE) as StreamCategory[];

/** The decisions of the catalogue about a whole category. */
type Decision = Exclude<keyof CategoryEntry, 'events' | 'read'>;

/** The categories with this value for the decision. */
export type CategoriesWith<D extends Decision, Value> = {
  [Category in StreamCategory]: (typeof CATALOGUE)[Category][D] extends Value ? Category : never;
}[StreamCategory];

/** The categories with one stream for each user. */
export type UserCategory = CategoriesWith<'streamPer', 'user'>;

/**
 * The categories with this value for the decision, in the order of the catalogue and of an export.
 */
export function categoriesWith<D extends Decision, const Value extends CategoryEntry[D]>(
  decision: D,
  value: Value,
): readonly CategoriesWith<D, Value>[] {
  return CATEGORIES.filter((category) => ENTRIES[category][decision] === value) as CategoriesWith<D, Value>[];
}

/** What each stream of the category belongs to. */
export const streamPer = (category: StreamCategory): StreamPer => ENTRIES[category].streamPer;

/**
 * The prefixes of the stream names of these categories. A category with one stream has its name.
 */
export const prefixesOf = (...categories: readonly StreamCategory[]): readonly string[] =>
  categories.map((category) => (ENTRIES[category].streamPer === 'log' ? category : `${category}-`));

/**
 * The prefixes of the streams that the projector follows. `caughtUp` waits for their newest event.
 * Streams that are only folded on demand are not here: the tables never get a position from them.
 */
export const STREAM_PREFIXES: readonly string[] = prefixesOf(...categoriesWith('isProjected', true));

/** The prefixes of all streams. */
export const LOG_PREFIXES: readonly string[] = prefixesOf(...CATEGORIES);

/** The category of a stream, from its name. Undefined when no category has such a name. */
export function categoryOf(stream: string): StreamCategory | undefined {
  if (isCategory(stream)) return ENTRIES[stream].streamPer === 'log' ? stream : undefined;
  const category = stream.slice(0, Math.max(0, stream.indexOf('-')));
  return isCategory(category) && ENTRIES[category].streamPer !== 'log' ? category : undefined;
}

const isCategory = (text: string): text is StreamCategory => Object.hasOwn(ENTRIES, text);

/**
 * Reads and checks any event of the log. Throws DomainError `unknown_stream` when no category has
 * the stream, and `unknown_event` when the category has no such event. Throws as `readerOf` says
 * for bad data.
 */
export function readLogEvent(event: UntypedEvent): DomainEvent {
  const read = ENTRIES[checkedCategory(event)].read(event);
  if (!read) throw unknownEvent();
  return read;
}

/**
 * Throws DomainError `unknown_event` when the category has no such event type, and `unknown_stream`
 * when no category has the stream. A newer version of this program, or another program, may have
 * written the event. Does not look at the data. Types that begin with `$` belong to the event store
 * itself and pass.
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

/**
 * The upcasters of all events. A program passes them to the event store. No two categories have an
 * event type of the same name.
 */
export const UPCASTERS: Upcasters = new Map(
  CATEGORIES.flatMap((category) =>
    Object.entries(ENTRIES[category].events).map(([type, { upcasters }]) => [type, upcasters] as const),
  ),
);
