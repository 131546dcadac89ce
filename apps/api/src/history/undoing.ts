import {
  activityStream,
  type Command,
  type DayChangeListed,
  DomainError,
  type DomainEvent,
  type LocalDate,
  type OfflineTimeCommand,
  offlineTimeDecider,
  undo,
  type UndoneChange,
  userStream,
} from '@app/domain';
import { type EventStore, handleCommand, type StoredEvent } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { type Principal, sentBy } from '../ground/principal.js';
import { Accounts } from '../identity/accounts.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { placeOf } from './change-id.js';
import { DayChanges } from './day-changes.js';
import { readableOf, type SourceName, UNDO_RULES, type UndoableSource } from './sources.js';

/** How to undo: `now` is epoch ms. */
export interface UndoOptions {
  readonly now: number;
  /** Although a later change touched the same. */
  readonly despiteLater: boolean;
}

type Undone = UndoneChange<unknown, DomainEvent>;

/** Undoes changes of users: appends what gives back the values from before. */
@Injectable()
export class Undoing {
  constructor(
    private readonly accounts: Accounts,
    private readonly taxonomies: Taxonomies,
    private readonly days: DayChanges,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Undoes a change, and answers whether anything had to be done. Throws ApiError `unknown_change`,
   * and DomainError as `undo` does. The streams are those of the user, whatever the id says.
   */
  async undo(user: Principal, id: string, how: UndoOptions): Promise<boolean> {
    const place = placeOf(id);
    if (!place) throw unknownChange();
    const { source, revision } = place;
    if (source === 'erasure') throw cannotBeUndone('An erasure cannot be undone.');
    if (source === 'history') return this.undoListed(user, revision, how);
    if (source === 'highlight') await this.refuseLite(user, 'Daily highlights are');
    const change = await this.changeAt(user, { source, stream: userStream(source, user.userId), revision }, how);
    const isUndone = await this.append(user, source, change);
    if (source === 'taxonomy') this.taxonomies.changed(user.userId);
    return isUndone;
  }

  private async undoListed(user: Principal, revision: bigint, how: UndoOptions): Promise<boolean> {
    const listed = await this.listedAt(user, revision);
    if (listed.type === 'ImportListed')
      throw cannotBeUndone('An import cannot be undone. You may erase what it brought.');
    const { data } = listed as DayChangeListed;
    const found = await this.days.find(user.userId, data);
    if (found.state === 'never-made') throw unknownChange();
    const last = found.state === 'found' ? found.events.at(-1) : undefined;
    if (!last) throw cannotBeUndone('The day lost time to an erasure since. So this change cannot be undone.');
    await this.refuseLite(user, 'Offline time is');
    const at = {
      source: 'activity',
      stream: activityStream(user.userId, data.localDate),
      revision: last.revision,
    } as const;
    return this.appendToDay(user, data.localDate, await this.changeAt(user, at, how));
  }

  private async listedAt({ userId }: Principal, revision: bigint): Promise<DomainEvent> {
    for await (const stored of this.store.readBackwards(userStream('history', userId), {
      from: revision,
      pageSize: 1,
    })) {
      const [event] = readableOf('history', [stored]);
      if (stored.revision === revision && event) return event;
      break;
    }
    throw unknownChange();
  }

  /** The change whose last event stands at a revision: the events of one command. */
  private async changeAt(
    user: Principal,
    { source, stream, revision }: { source: UndoableSource; stream: string; revision: bigint },
    how: UndoOptions,
  ): Promise<Undone> {
    const { decider } = UNDO_RULES[source];
    let before = decider.initialState;
    let change: StoredEvent[] = [];
    for await (const stored of this.store.read(stream)) {
      if (stored.revision > revision) break;
      const [first] = change;
      if (first && (first.commandId === undefined || first.commandId !== stored.commandId)) {
        before = (change as readonly DomainEvent[]).reduce(decider.evolve, before);
        change = [];
      }
      change.push(stored);
    }
    if (change.at(-1)?.revision !== revision) throw unknownChange();
    const metadata = sentBy(user, how.now);
    return { before, events: readableOf(source, change), despiteLater: how.despiteLater, metadata };
  }

  private async append({ userId }: Principal, source: SourceName & UndoableSource, change: Undone): Promise<boolean> {
    const rules = UNDO_RULES[source];
    const decider = { ...rules.decider, decide: (_: Command, present: unknown) => undo(rules, change, present) };
    const command = { type: 'UndoChange', data: {}, metadata: change.metadata };
    return (await handleCommand(this.store, userStream(source, userId), decider, command)).events.length > 0;
  }

  private async appendToDay({ userId }: Principal, localDate: LocalDate, change: Undone): Promise<boolean> {
    const rules = UNDO_RULES.activity;
    let isUndone = false;
    const decide = (_: Command, present: unknown) => {
      const events = undo(rules, change, present);
      isUndone = events.length > 0;
      return events;
    };
    const command = { type: 'UndoChange', data: {}, metadata: change.metadata } as unknown as OfflineTimeCommand;
    const decider = { ...offlineTimeDecider, decide } as typeof offlineTimeDecider;
    await this.days.handle({ userId, localDate, command }, decider);
    return isUndone;
  }

  private async refuseLite({ userId }: Principal, what: string): Promise<void> {
    refuseLitePlan((await this.accounts.accountOf(userId)).plan, what);
  }
}

const unknownChange = () => new ApiError('unknown_change', 'There is no such change.');
const cannotBeUndone = (why: string) => new DomainError('cannot_be_undone', why);
