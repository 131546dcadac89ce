import {
  type Change,
  changeOfCommand,
  type DayChangeListed,
  type DomainEvent,
  isoDateTime,
  zoneClock,
  type ZoneClock,
} from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { Backwards } from './backwards.js';
import { cursorOf, idOf, placesIn } from './change-id.js';
import { DayChanges } from './day-changes.js';
import type { ChangeDto, HistoryDto } from './history.dto.js';
import { NamedCallers } from './named-callers.js';
import { type ChangeKind, readableOf, SOURCE_OF, type SourceName, SOURCES } from './sources.js';

const MOST_CHANGES = 50;
/** Most events of an alert stream may be triggers. So a page ends after so many, even if empty. */
const MOST_LOOKED_AT = 500;
/** One request changes 500 activities at most. */
const MOST_OF_A_CHANGE = 1_000;

interface Asked {
  readonly after?: string | undefined;
  readonly kind?: ChangeKind | undefined;
}

/** Reads what users changed, page by page, out of their own streams. */
@Injectable()
export class HistoryPages {
  constructor(
    private readonly accounts: Accounts,
    private readonly callers: NamedCallers,
    private readonly days: DayChanges,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** A page of changes, newest first. Throws ApiError `invalid_request` for a cursor of no page. */
  async read(userId: string, { after, kind }: Asked): Promise<HistoryDto> {
    const clock = zoneClock((await this.accounts.accountOf(userId)).timeZone);
    const nameOf = await this.callers.of(userId);
    const sources = await this.open(userId, { after, kind });
    const changes: ChangeDto[] = [];
    const erasures = new Set<string>();
    try {
      for (let lookedAt = 0; changes.length < MOST_CHANGES && lookedAt < MOST_LOOKED_AT;) {
        const source = newestOf(sources);
        if (!source) break;
        const events = await source.take(MOST_OF_A_CHANGE);
        lookedAt += events.length;
        const told = await this.told(userId, source.source, { events, kind });
        const last = events.at(-1);
        if (!told || !last || (kind && kindOf(source.source, told.change) !== kind)) continue;
        // The request and the end of one erasure.
        if (told.erasureId !== undefined && erasures.has(told.erasureId)) continue;
        if (told.erasureId !== undefined) erasures.add(told.erasureId);
        const by = await nameOf(last.by);
        changes.push({
          ...shown(told, { id: idOf({ source: source.source, revision: last.revision }), clock, last }),
          by,
        });
      }
      const left = sources.flatMap(({ source, next }) => (next ? [{ source, revision: next.revision }] : []));
      return { changes, next: left.length > 0 ? cursorOf(left) : null };
    } finally {
      for (const source of sources) await source.close();
    }
  }

  private open(userId: string, { after, kind }: Asked): Promise<Backwards[]> {
    const places = after === undefined ? SOURCES.map((source) => ({ source, revision: undefined })) : placesIn(after);
    const asked = places.filter(({ source }) => kind === undefined || source === SOURCE_OF[kind]);
    return Promise.all(
      asked.map(({ source, revision: from }) => Backwards.open(source, { store: this.store, userId, from })),
    );
  }

  /** What the events of one change say. Undefined when no person chose them. */
  private async told(
    userId: string,
    source: SourceName,
    { events, kind }: { events: readonly StoredEvent[]; kind: ChangeKind | undefined },
  ): Promise<Told | undefined> {
    const readable = readableOf(source, events);
    const [first] = readable;
    if (first?.type === 'DayChangeListed')
      return kind === 'imports' ? undefined : this.toldByDay(userId, first as DayChangeListed);
    const change = changeOfCommand(readable);
    if (!change) return undefined;
    const canUndo = source !== 'erasure' && source !== 'history';
    return { change, canUndo, ...(source === 'erasure' && { erasureId: erasureIdOf(readable) }) };
  }

  private async toldByDay(userId: string, listed: DayChangeListed): Promise<Told | undefined> {
    const found = await this.days.find(userId, listed.data);
    if (found.state === 'never-made') return undefined;
    const events = found.state === 'found' ? readableOf('activity', found.events) : [];
    const change = changeOfCommand(events) ?? changeOfCommand([listed]);
    return change && { change, canUndo: found.state === 'found' };
  }
}

interface Told {
  readonly change: Change;
  readonly canUndo: boolean;
  readonly erasureId?: string | undefined;
}

const erasureIdOf = (events: readonly DomainEvent[]): string | undefined =>
  (events[0]?.data as { erasureId?: string } | undefined)?.erasureId;

function newestOf(sources: readonly Backwards[]): Backwards | undefined {
  let newest: Backwards | undefined;
  for (const source of sources) {
    if (source.next && (!newest?.next || source.next.position > newest.next.position)) newest = source;
  }
  return newest;
}

/** Imports and offline time stand in one stream. */
function kindOf(source: SourceName, { type }: Change): ChangeKind | undefined {
  if (source === 'history') return type === 'history_imported' ? 'imports' : 'offline_time';
  return (Object.keys(SOURCE_OF) as ChangeKind[]).find((kind) => SOURCE_OF[kind] === source);
}

function shown(
  { change, canUndo }: Told,
  { id, clock, last }: { id: string; clock: ZoneClock; last: StoredEvent },
): Omit<ChangeDto, 'by'> {
  const { offlineTime, ...fields } = change;
  const at = (ms: number) => isoDateTime(ms, clock.utcOffsetMinutesAt(ms));
  return {
    ...{ id, at: at(last.recordedAt.getTime()), canUndo, ...fields },
    ...(offlineTime && {
      offlineTime: {
        date: offlineTime.localDate,
        ...(offlineTime.startedAt !== undefined && { startedAt: at(offlineTime.startedAt) }),
        ...(offlineTime.endedAt !== undefined && { endedAt: at(offlineTime.endedAt) }),
        ...(offlineTime.activity !== undefined && { activity: offlineTime.activity }),
      },
    }),
  };
}
