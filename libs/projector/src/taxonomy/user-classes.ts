import {
  activityKey,
  classifyActivity,
  type DocumentClass,
  documentClassifier,
  DomainError,
  parseTaxonomyStream,
  readTaxonomyEvent,
  SHIPPED_TAXONOMY,
  type Taxonomy,
  taxonomyDecider,
  taxonomyStream,
} from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { LRUCache } from 'lru-cache';

/** How one user's time is classed, at one position of the log. */
export interface UserClasses {
  /** The class of a document of an activity. The documents of an activity without rules have one. */
  readonly classOf: (activity: string, document: string) => DocumentClass;
  /** Whether the activity has rules that tell its documents apart. */
  readonly hasRules: (activity: string) => boolean;
}

interface CachedClasses extends UserClasses {
  readonly taxonomy: Taxonomy;
  /** Position of the newest event in the taxonomy; -1 when it has none. */
  readonly position: bigint;
}

const REMEMBERED_OF_SHIPPED = 50_000;
const REMEMBERED_OF_A_USER = 1_000;
/** Names and rules, about 300 bytes each. */
const LARGEST_SIZE = 300_000;

/**
 * The taxonomies of the users that events arrive for, each as of the position that is being projected: never newer, so
 * that a replay writes what live projection wrote. One that is not at hand is read from its stream.
 *
 * Every taxonomy event must be told by `follow`, in log order; what is at hand stays right between them.
 */
export class TaxonomyCache {
  private readonly users: LRUCache<string, CachedClasses>;
  private readonly shipped = { ...classesOf(SHIPPED_TAXONOMY, REMEMBERED_OF_SHIPPED), position: -1n };

  /** `largestSize`: names and rules held at most, over all users. */
  constructor(
    private readonly store: EventStore,
    largestSize = LARGEST_SIZE,
  ) {
    this.users = new LRUCache({
      maxSize: largestSize,
      sizeCalculation: ({ taxonomy }) =>
        Math.min(taxonomy === SHIPPED_TAXONOMY ? 1 : REMEMBERED_OF_A_USER + sizeOf(taxonomy), largestSize),
    });
  }

  /** How a user's time is classed after all events up to and including the position. */
  async asOf(userId: string, position: bigint): Promise<UserClasses> {
    return this.cachedAsOf(userId, position);
  }

  /**
   * How a user's time is classed before and after a taxonomy event. Undefined when the event changes nothing because it is
   * none of ours. Throws DomainError when it cannot be read; it then counts as absent, now and whenever it is read again.
   */
  async follow(event: StoredEvent): Promise<{ userId: string; before: UserClasses; after: UserClasses } | undefined> {
    const named = parseTaxonomyStream(event.stream);
    if (!named) throw new DomainError('unreadable_stream', 'The stream is not named by a user.');
    const change = readTaxonomyEvent(event);
    if (!change) return undefined;
    const before = await this.cachedAsOf(named.userId, event.position - 1n);
    const taxonomy = taxonomyDecider.evolve(before.taxonomy, change);
    const after = { ...classesOf(taxonomy, REMEMBERED_OF_A_USER), position: event.position };
    this.users.set(named.userId, after);
    return { ...named, before, after };
  }

  private async cachedAsOf(userId: string, position: bigint): Promise<CachedClasses> {
    const cached = this.users.get(userId);
    // What is ahead was folded by an attempt that failed afterwards.
    if (cached && cached.position <= position) return cached;
    const loaded = await this.load(userId, position);
    this.users.set(userId, loaded);
    return loaded;
  }

  private async load(userId: string, upTo: bigint): Promise<CachedClasses> {
    let taxonomy = SHIPPED_TAXONOMY;
    let position = -1n;
    for await (const stored of this.store.read(taxonomyStream(userId))) {
      if (stored.position > upTo) break;
      try {
        const event = readTaxonomyEvent(stored);
        if (!event) continue;
        taxonomy = taxonomyDecider.evolve(taxonomy, event);
        position = stored.position;
      } catch (error) {
        // It was parked when its own turn came.
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return position === -1n ? this.shipped : { ...classesOf(taxonomy, REMEMBERED_OF_A_USER), position };
  }
}

const sizeOf = ({ activityOverrides, documentRules }: Taxonomy): number => activityOverrides.size + documentRules.size;

/** Remembers the class of names: a replay asks for the same ones over and over. */
function classesOf(taxonomy: Taxonomy, remembered: number): UserClasses & { taxonomy: Taxonomy } {
  const classes = new LRUCache<string, { ofAll?: DocumentClass }>({ max: remembered });
  const classOfDocument = documentClassifier(taxonomy);
  const known = (activity: string) => {
    let found = classes.get(activity);
    if (!found) {
      const hasRules = taxonomy.documentRules.has(activityKey(activity));
      found = hasRules ? {} : { ofAll: { ...classifyActivity(taxonomy, activity), rule: 0 } };
      classes.set(activity, found);
    }
    return found;
  };
  return {
    taxonomy,
    classOf: (activity, document) => known(activity).ofAll ?? classOfDocument(activity, document),
    hasRules: (activity) => known(activity).ofAll === undefined,
  };
}
