import {
  atMost,
  readOrPassOver,
  readTaxonomyEvent,
  type Taxonomy,
  taxonomyDecider,
  taxonomyStream,
  type TimeClasses,
  timeClasses,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { LogChanges } from '../stores/log-changes.js';
import { StreamCache } from '../stores/stream-cache.js';
import { EVENT_STORE } from '../stores/tokens.js';

interface Known {
  readonly taxonomy: Taxonomy;
  readonly classes: TimeClasses;
  /** Revision of the first event that the state does not hold. */
  readonly nextRevision: bigint;
}

const REMEMBERED_MOST = 5_000;

/**
 * How users class their time, for reports. A stream is folded once. After a change only its new
 * events are read.
 */
@Injectable()
export class Taxonomies {
  private readonly users = new LRUCache<string, Known>(atMost(REMEMBERED_MOST));
  /** For each stream, the state that is up to date. */
  private readonly fresh: StreamCache<Known>;
  private readonly shipped = timeClasses(taxonomyDecider.initialState);

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    changes: LogChanges,
  ) {
    this.fresh = new StreamCache(changes, { category: 'taxonomy', max: REMEMBERED_MOST });
  }

  /** The user's present classes. Rejects when the event store does. */
  async classesOf(userId: string): Promise<TimeClasses> {
    return (await this.of(userId)).classes;
  }

  /** The present taxonomy of the user, and its classes. Rejects when the event store does. */
  of(userId: string): Promise<Pick<Known, 'taxonomy' | 'classes'>> {
    return this.fresh.read(taxonomyStream(userId), async () => {
      const known = await this.readOn(userId, this.users.get(userId));
      this.users.set(userId, known);
      return known;
    });
  }

  /** The user's present taxonomy, and the revision of its newest event; -1 for none. */
  async read(userId: string): Promise<{ taxonomy: Taxonomy; revision: number }> {
    const { taxonomy, nextRevision } = await this.readOn(userId, this.users.get(userId));
    return { taxonomy, revision: Number(nextRevision) - 1 };
  }

  /** Call this when this process has changed the user's taxonomy. The next use reads it again. */
  changed(userId: string): void {
    this.fresh.forget(taxonomyStream(userId));
  }

  private async readOn(userId: string, known: Known | undefined): Promise<Known> {
    let taxonomy = known?.taxonomy ?? taxonomyDecider.initialState;
    let nextRevision = known?.nextRevision ?? 0n;
    const before = taxonomy;
    for await (const stored of this.store.read(taxonomyStream(userId), nextRevision)) {
      nextRevision = stored.revision + 1n;
      // The projector parks and counts the events that are passed over here.
      const event = readOrPassOver(readTaxonomyEvent, stored);
      if (event) taxonomy = taxonomyDecider.evolve(taxonomy, event);
    }
    if (known && taxonomy === before) return { ...known, nextRevision };
    const classes = taxonomy === taxonomyDecider.initialState ? this.shipped : timeClasses(taxonomy);
    return { taxonomy, classes, nextRevision };
  }
}
