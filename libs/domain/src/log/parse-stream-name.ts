import { parseActivityStream } from '../activity/day-stream.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { StreamCategory } from './catalogue.js';
import { categoryOf, streamPer, type UserCategory } from './categories.js';
import { parseUserStream } from './stream-names.js';

/** The parts of a stream name. `id`: a hash, or the id of an application or a team. */
export interface StreamName {
  readonly category: StreamCategory;
  readonly userId?: string;
  readonly localDate?: LocalDate;
  readonly id?: string;
}

/** The parts of a stream name. Undefined when no stream of ours has such a name. */
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
