import { randomUUID } from 'node:crypto';
import {
  atMost,
  activityStream,
  type CommandMetadata,
  type DayChangeListed,
  historyDecider,
  type HistoryEvent,
  historyStream,
  type ImportFormat,
  type LocalDate,
  offlineTimeDecider,
  type OfflineTimeCommand,
  type OfflineTimeOfDay,
} from '@app/domain';
import {
  appendAtEnd,
  type EventStore,
  handleCommand,
  type Known,
  readState,
  revisionAfter,
  type StoredEvent,
} from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EVENT_STORE } from '../stores/tokens.js';

/** A change of a day may lose some races before it lands. */
const MOST_BETWEEN = 8;
/** Less than the hour within which `historyDecider` takes calls for one import. */
const LISTED_FOR_MS = 1_800_000;
const REMEMBERED_MOST = 10_000;
/** An import with as many changes behind it is listed again. */
const LOOKED_AT = 100;

/** What the day has of a listed change. */
export type ListedChange =
  | { readonly state: 'found'; readonly events: readonly StoredEvent[] }
  /** The day lost time to an erasure since. */
  | { readonly state: 'gone' }
  /** The server stopped, or refused the change, after it was listed. */
  | { readonly state: 'never-made' };

/** A command for the offline time of one day. */
export interface DayCommand {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly command: OfflineTimeCommand;
}

/**
 * The list of changes that stand in no short stream: of the offline time of days, and imports. It
 * is written before the change. So it may have a change too many, and never one too few.
 */
@Injectable()
export class DayChanges {
  private readonly imports = new LRUCache<string, true>({ ...atMost(REMEMBERED_MOST), ttl: LISTED_FOR_MS });

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The offline time of a day, and the revision of its stream. */
  stateOf(userId: string, localDate: LocalDate): Promise<Known<OfflineTimeOfDay>> {
    return readState(this.store, activityStream(userId, localDate), offlineTimeDecider);
  }

  /**
   * Changes the offline time of a day, and lists the change first. Throws as `decide` does. A
   * command that changes nothing is not listed.
   */
  async handle({ userId, localDate, command }: DayCommand, decider = offlineTimeDecider): Promise<void> {
    const stream = activityStream(userId, localDate);
    const known = await readState(this.store, stream, decider);
    if (decider.decide(command, known.state).length === 0) return;
    const metadata = { ...command.metadata, commandId: randomUUID() };
    const data = { localDate, commandId: metadata.commandId, revision: Number(revisionAfter(known.expected)) };
    const listed: DayChangeListed = { type: 'DayChangeListed', data };
    await appendAtEnd(this.store, historyStream(userId), [{ event: listed, metadata }]);
    await handleCommand(this.store, stream, decider, { ...command, metadata }, { known });
  }

  /** Lists an import, once for all calls of a file. */
  async listImport(userId: string, format: ImportFormat, metadata: CommandMetadata): Promise<void> {
    const key = `${userId} ${format}`;
    if (this.imports.has(key)) return;
    const known = await this.newestOf(userId);
    const command = { type: 'ListImport', data: { format }, metadata } as const;
    await handleCommand(this.store, historyStream(userId), historyDecider, command, { known });
    this.imports.set(key, true);
  }

  /** The events of a listed change. */
  async find(userId: string, { localDate, commandId, revision }: DayChangeListed['data']): Promise<ListedChange> {
    const from = BigInt(revision) + BigInt(MOST_BETWEEN) - 1n;
    const near: StoredEvent[] = [];
    const stream = activityStream(userId, localDate);
    for await (const event of this.store.readBackwards(stream, { from, pageSize: MOST_BETWEEN })) {
      if (event.revision < BigInt(revision)) break;
      near.unshift(event);
    }
    const events = near.filter((event) => event.commandId === commandId);
    if (events.length > 0) return { state: 'found', events };
    return { state: (await this.isTruncated(stream, BigInt(revision))) ? 'gone' : 'never-made' };
  }

  /** Whether an erasure took the event at a revision. */
  private async isTruncated(stream: string, revision: bigint): Promise<boolean> {
    for await (const first of this.store.read(stream)) return first.revision > revision;
    return false;
  }

  /** What the newest events of the list say: it may be as long as it likes. */
  private async newestOf(userId: string): Promise<Known<typeof historyDecider.initialState>> {
    const newest: StoredEvent[] = [];
    for await (const event of this.store.readBackwards(historyStream(userId), { pageSize: LOOKED_AT })) {
      newest.unshift(event);
      if (newest.length === LOOKED_AT) break;
    }
    const state = (newest as unknown as HistoryEvent[]).reduce(historyDecider.evolve, historyDecider.initialState);
    return { state, expected: newest.at(-1)?.revision ?? 'no_stream' };
  }
}
