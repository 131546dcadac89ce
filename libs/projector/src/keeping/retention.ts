import {
  addDays,
  DIRECTORY_STREAM,
  DomainError,
  dueErasure,
  erasureDecider,
  erasureStream,
  keepingDecider,
  type KeepingCommand,
  keepingStream,
  type LocalDate,
  nextLook,
  parseKeepingStream,
  prefixesOf,
  readDirectoryEvent,
  readKeepingEvent,
  readOrPassOver,
} from '@app/domain';
import { handleCommand, readState, type StoredEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import type { Agenda } from '../reactors/agenda.js';
import { NotYet, type Reaction, type ReactorOptions } from '../reactors/reaction.js';
import { readableEvents } from '../reactors/readable-events.js';
import { readTimeZone } from '../reactors/user-log.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';

/** A user whose time may be too old. */
export interface Keeper {
  readonly userId: string;
}

/** Namespace of the ids of these erasures: one of a user and a day has one id. */
const ERASURE_IDS = '3e2f5c86-8f0e-4a53-9a56-0d1c0c6f7b12';
/** Another erasure of the user takes minutes, and longer while a member of a cluster is away. */
const ASK_AGAIN_MS = 3_600_000;

/**
 * Erases time that is older than its user, or the administrator, wants it kept. It announces that
 * to the user two weeks before, and asks for an erasure as the user would: the eraser does it.
 *
 * Every start looks at all accounts: the directory lists them, so no plan must be found in the log.
 */
export class Retention implements Reaction<Keeper> {
  readonly name = 'retention';
  readonly streamPrefixes = prefixesOf('keeping', 'directory-of-server');

  constructor(private readonly options: ReactorOptions) {}

  laneOf({ userId }: Keeper): string {
    return userId;
  }

  async begin(agenda: Agenda<Keeper>): Promise<void> {
    for await (const { event } of readableEvents(this.options.store, DIRECTORY_STREAM, readDirectoryEvent)) {
      if (event.type === 'AccountListed') this.planNow(event.data.userId, agenda);
    }
  }

  async hear(stored: StoredEvent, agenda: Agenda<Keeper>): Promise<void> {
    const owner = parseKeepingStream(stored.stream);
    if (owner && readOrPassOver(readKeepingEvent, stored)?.type === 'KeepingChosen') this.planNow(owner.userId, agenda);
    if (stored.stream !== DIRECTORY_STREAM) return;
    const listed = readOrPassOver(readDirectoryEvent, stored);
    if (listed?.type === 'AccountListed') this.planNow(listed.data.userId, agenda);
  }

  async perform({ userId }: Keeper, agenda: Agenda<Keeper>): Promise<void> {
    const { store, longestKeptMonths: longest } = this.options;
    const timeZone = await readTimeZone(store, userId);
    if (timeZone === undefined) return;
    const keeping = await this.command(userId, { type: 'AnnounceErasureByAge', data: { longest } });
    const before = dueErasure(keeping, longest, { now: this.nowMs(), timeZone });
    if (before !== undefined) await this.erase(userId, before);
    const dueMs = nextLook(keeping, longest, { now: this.nowMs(), timeZone });
    if (dueMs !== undefined) agenda.plan(userId, { userId }, dueMs, true);
  }

  /**
   * The request comes before the note. A crash in between asks for the same erasure again, and a
   * second erasure of what is gone changes nothing.
   */
  private async erase(userId: string, before: LocalDate): Promise<void> {
    if (await this.options.readModels.hasTimeBefore(userId, before)) await this.request(userId, before);
    await this.command(userId, { type: 'NoteErasedByAge', data: { before } });
  }

  private async request(userId: string, before: LocalDate): Promise<void> {
    const { store } = this.options;
    const erasureId = uuidV5(`${userId} ${before}`, ERASURE_IDS);
    const stream = erasureStream(userId);
    if ((await readState(store, stream, erasureDecider)).state?.erasureId === erasureId) return;
    // The slice names no category, so no taxonomy counts.
    const data = { erasureId, taxonomyRevision: -1, slice: { to: addDays(before, -1) } };
    try {
      await handleCommand(store, stream, erasureDecider, { type: 'RequestErasure', data, metadata: this.metadata() });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'erasure_running') throw new NotYet(ASK_AGAIN_MS);
      throw error;
    }
  }

  private async command(userId: string, asked: Omit<KeepingCommand, 'metadata'>) {
    const command = { ...asked, metadata: this.metadata() } as KeepingCommand;
    return (await handleCommand(this.options.store, keepingStream(userId), keepingDecider, command)).state;
  }

  private planNow(userId: string, agenda: Agenda<Keeper>): void {
    if (this.options.share?.accepts(userId) === false) return;
    agenda.drop(userId);
    agenda.plan(userId, { userId }, this.nowMs(), true);
  }

  private metadata() {
    return { now: this.nowMs(), principalId: this.name };
  }

  private nowMs(): number {
    return (this.options.clock ?? WALL_CLOCK).nowMs();
  }
}
