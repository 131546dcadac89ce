import {
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
import { EVENT_STORE } from '../stores/tokens.js';

interface Known {
  readonly taxonomy: Taxonomy;
  readonly classes: TimeClasses;
  /** Revision of the first event that is not folded in. */
  readonly nextRevision: bigint;
}

/** How long another process's change of a taxonomy may go unseen by reports. A change made by this one is seen at once. */
const FRESH_MS = 500;
const REMEMBERED_MOST = 5_000;

/** How users class their time, for reports: small streams, folded as far as they go and then only read on. */
@Injectable()
export class Taxonomies {
  private readonly users = new LRUCache<string, Known>({ max: REMEMBERED_MOST });
  private readonly fresh = new LRUCache<string, true>({ max: REMEMBERED_MOST, ttl: FRESH_MS });
  /** Counts the changes that this process made: what was read before one may lack it. */
  private changes = 0;
  private readonly shipped = timeClasses(taxonomyDecider.initialState);

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** How a user's time is classed now. Rejects when the event store does. */
  async classesOf(userId: string): Promise<TimeClasses> {
    const known = this.users.get(userId);
    if (known && this.fresh.has(userId)) return known.classes;
    const { changes } = this;
    const read = await this.readOn(userId, known);
    this.users.set(userId, read);
    if (changes === this.changes) this.fresh.set(userId, true);
    return read.classes;
  }

  /** What the user said up to now, and the revision of the newest event in it; -1 for none. */
  async read(userId: string): Promise<{ taxonomy: Taxonomy; revision: number }> {
    const { taxonomy, nextRevision } = await this.readOn(userId, this.users.get(userId));
    return { taxonomy, revision: Number(nextRevision) - 1 };
  }

  /** The user's taxonomy has changed: it is read again before it is used. */
  changed(userId: string): void {
    this.changes += 1;
    this.fresh.delete(userId);
  }

  private async readOn(userId: string, known: Known | undefined): Promise<Known> {
    let taxonomy = known?.taxonomy ?? taxonomyDecider.initialState;
    let nextRevision = known?.nextRevision ?? 0n;
    const before = taxonomy;
    for await (const stored of this.store.read(taxonomyStream(userId), nextRevision)) {
      nextRevision = stored.revision + 1n;
      // What is passed over, the projector has set aside and counts.
      const event = readOrPassOver(readTaxonomyEvent, stored);
      if (event) taxonomy = taxonomyDecider.evolve(taxonomy, event);
    }
    if (known && taxonomy === before) return { ...known, nextRevision };
    const classes = taxonomy === taxonomyDecider.initialState ? this.shipped : timeClasses(taxonomy);
    return { taxonomy, classes, nextRevision };
  }
}
