import { categoriesWith, userStream } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE } from '../../stores/tokens.js';
import { type StoredEntriesDto, type StoredKind, STORED_KINDS } from './stored.dto.js';

/**
 * Counts the events of a user's streams: 50,000 in each at most. The days of recorded time are
 * counted in the tables. A question that comes while a count runs gets the same result.
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
    let entries = 0;
    for await (const event of this.store.read(userStream(kind, userId))) if (event) entries++;
    return entries;
  }
}

const EXPORTED: readonly string[] = categoriesWith('isExported', true);
const isExported = (kind: StoredKind): boolean => EXPORTED.includes(kind);
