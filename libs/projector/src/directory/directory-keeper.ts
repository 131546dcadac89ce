import {
  DIRECTORY_STREAM,
  directoryEntryOf,
  type DirectoryEvent,
  prefixesOf,
  readDirectoryEvent,
  readOrPassOver,
} from '@app/domain';
import { ConcurrencyError, type ExpectedRevision, revisionAfter, type StoredEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import type { Reaction, ReactorOptions } from '../reactors/reaction.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';

/** Namespace of the ids of these events: an account is listed under one id. */
const EVENT_IDS = '0f6a3f0b-6f0e-4a8d-9d5e-7d1f0c5a2b31';

/**
 * Lists every account and application in one stream, so that the administrator sees them without a
 * look through the log. Accounts of older versions are listed when this reactor first runs.
 *
 * It lists while it hears, and has no tasks. So its checkpoint never passes an account that is not
 * listed. Any number of processes may do it: an entry is appended once.
 */
export class DirectoryKeeper implements Reaction<never> {
  readonly name = 'directory';
  readonly streamPrefixes = prefixesOf('account', 'client');
  private readonly listed = new Set<string>();
  private end: ExpectedRevision = 'no_stream';

  constructor(private readonly options: ReactorOptions) {}

  laneOf(): string {
    return '';
  }

  async perform(): Promise<void> {}

  async hear(event: StoredEvent): Promise<void> {
    const entry = directoryEntryOf(event);
    if (entry && !this.listed.has(idOf(entry))) await this.list(entry);
  }

  private async list(entry: DirectoryEvent): Promise<void> {
    await this.readOn();
    while (!this.listed.has(idOf(entry))) {
      const id = uuidV5(idOf(entry), EVENT_IDS);
      const metadata = { now: (this.options.clock ?? WALL_CLOCK).nowMs(), principalId: this.name };
      try {
        const { revision } = await this.options.store.append(
          DIRECTORY_STREAM,
          [{ id, event: entry, metadata }],
          this.end,
        );
        this.end = revision;
        this.listed.add(idOf(entry));
      } catch (error) {
        if (!(error instanceof ConcurrencyError)) throw error;
        await this.readOn();
      }
    }
  }

  /** Reads what was listed since, by this process or another. */
  private async readOn(): Promise<void> {
    for await (const stored of this.options.store.read(DIRECTORY_STREAM, revisionAfter(this.end))) {
      const entry = readOrPassOver(readDirectoryEvent, stored);
      if (entry) this.listed.add(idOf(entry));
      this.end = stored.revision;
    }
  }
}

const idOf = ({ type, data }: DirectoryEvent): string => `${type} ${'userId' in data ? data.userId : data.clientId}`;
