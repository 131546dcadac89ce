import { categoriesWith, userStream } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE } from '../../stores/tokens.js';
import { type StoredEntriesDto, type StoredKind, STORED_KINDS } from './stored.dto.js';

/**
 * Counts the events of a user's streams, by the places of the first and the last one. The days of
 * recorded time are counted in the tables. A question that comes while a count runs gets the same
 * result.
 */
@Injectable()
export class StoredEntries {
  private readonly running = new Map<string, Promise<StoredEntriesDto[]>>();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** One count for each kind, in the order of the catalogue. */
  of(userId: string): Promise<StoredEntriesDto[]> {
    const running = this.running.get(userId) ?? this.count(userId).finally(() => this.running.delete(userId));
    this.running.set(userId, running);
    return running;
  }

  private async count(userId: string): Promise<StoredEntriesDto[]> {
    const counts: StoredEntriesDto[] = [];
    for (const kind of STORED_KINDS) {
      counts.push({ kind, entries: await this.countOf(kind, userId), isExported: isExported(kind) });
    }
    return counts;
  }

  private async countOf(kind: StoredKind, userId: string): Promise<number> {
    const stream = userStream(kind, userId);
    const newest = await placeOf(this.store.readBackwards(stream, { pageSize: 1 }));
    const oldest = newest === undefined ? undefined : await placeOf(this.store.read(stream));
    return newest === undefined || oldest === undefined ? 0 : Number(newest - oldest) + 1;
  }
}

/** The revision of the first event that comes. A stream loses events at its begin only. */
async function placeOf(events: AsyncIterable<StoredEvent>): Promise<bigint | undefined> {
  for await (const { revision } of events) return revision;
  return undefined;
}

const EXPORTED: readonly string[] = categoriesWith('isExported', true);
const isExported = (kind: StoredKind): boolean => EXPORTED.includes(kind);
