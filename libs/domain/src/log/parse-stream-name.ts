import type { LocalDate } from '../calendar/local-date.js';
import type { StreamCategory } from './catalogue.js';
import { categoryOf, streamPer, type UserCategory } from './categories.js';
import { parseActivityStream, parseUserStream } from './stream-names.js';

/** What the name of a stream says. `id`: a hash, or the id of an application or a team. */
export interface StreamName {
  readonly category: StreamCategory;
  readonly userId?: string;
  readonly localDate?: LocalDate;
  readonly id?: string;
}

/** The category of a stream and what tells it from others of it; undefined when no stream of ours has such a name. */
export function parseStreamName(stream: string): StreamName | undefined {
  const category = categoryOf(stream);
  if (!category) return undefined;
  switch (streamPer(category)) {
    case 'user': {
      const owner = parseUserStream(category as UserCategory, stream);
      return owner && { category, ...owner };
    }
    case 'user-and-day': {
      const day = parseActivityStream(stream);
      return day && { category, ...day };
    }
    case 'log':
      return { category };
    default: {
      const id = stream.slice(category.length + 1);
      return id === '' ? undefined : { category, id };
    }
  }
}
