import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  accountStream,
  activityStream,
  credentialStream,
  type DomainEvent,
  erasureDecider,
  erasureStream,
  type LocalDate,
  loginStream,
  type Slice,
  type Span,
  summaryStream,
  taxonomyStream,
} from '@app/domain';
import { handleCommand, readState } from '@app/event-store';
import { createHash } from 'node:crypto';
import { v4 as uuidV4 } from 'uuid';
import { Eraser, type StepReached } from '../privacy/eraser.js';
import { NotYet } from '../reactors/reaction.js';
import type { Log, Stage } from './stage.js';

export const DAY = '2026-01-02' as LocalDate;
export const NEXT = '2026-01-03' as LocalDate;
const HOUR_MS = 3_600_000;
/** When erasures are asked for here. */
export const REQUESTED_AT_MS = Date.parse('2026-01-10T12:00Z');
const METADATA = { now: REQUESTED_AT_MS, principalId: 'tester' };

/** The moment so many hours after midnight UTC of the day, in epoch ms. */
export const at = (day: LocalDate, hours: number): number => Date.parse(`${day}T00:00Z`) + hours * HOUR_MS;

export const span = (id: string, [from, to]: readonly [number, number], names: Partial<Span>, day = DAY): Span => ({
  ...{ id, application: 'vim', startedAt: at(day, from), endedAt: at(day, to) },
  ...names,
});

/** A log with users, whose erasures are run here, as often and as far as a test wants. */
export class ErasureScene {
  constructor(
    private readonly stage: Stage,
    private readonly log: Log,
  ) {}

  /** Opens an account in UTC, with an address, a login and an API key. */
  async user(email: string): Promise<{ userId: string; credential: string; login: string }> {
    const user = await this.open(email, { listsCredentials: true });
    const { userId, secretHash } = user;
    await this.append(accountStream(userId), { type: 'ApiKeyListed', data: { keyId: 'k', name: 'k', secretHash } });
    return user;
  }

  /** The same, as a version did it that listed no sessions. And its key is on no list. */
  olderUser(email: string): Promise<{ userId: string; credential: string; login: string }> {
    return this.open(email, {});
  }

  private async open(email: string, terms: object) {
    const userId = uuidV4();
    const secretHash = createHash('sha256').update(userId).digest('hex');
    const credential = credentialStream(secretHash);
    const login = loginStream(createHash('sha256').update(email.toLowerCase()).digest('hex'));
    await this.append(login, { type: 'LoginRegistered', data: { userId } });
    const data = { userId, email, timeZone: 'UTC', plan: 'premium', ...terms };
    await this.append(accountStream(userId), { type: 'AccountOpened', data });
    const issued = { kind: 'api-key', userId, credentialId: uuidV4() };
    await this.append(credential, { type: 'CredentialIssued', data: issued });
    return { userId, secretHash, credential, login };
  }

  async record(userId: string, spans: readonly Span[], day = DAY): Promise<void> {
    const device = { deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers' };
    const data = { ...device, localDate: day, utcOffsetMinutes: 0, spans };
    await this.append(activityStream(userId, day), { type: 'ActivityRecorded', data });
  }

  /** Closes a day, as the day closer does, from what the log has by now. */
  async closeDay(userId: string, levels: object, day = DAY): Promise<void> {
    let revision = -1;
    for await (const stored of this.log.store.read(activityStream(userId, day))) revision = Number(stored.revision);
    const data = {
      localDate: day,
      timeZone: 'UTC',
      taxonomyRevision: -1,
      activityRevision: revision,
      levels,
      overviews: {},
    };
    await this.append(summaryStream(userId), { type: 'DayClosed', data });
  }

  async classify(userId: string, activity: string): Promise<void> {
    const data = { activity, category: { overview: 'Entertainment', category: 'Games' } };
    await this.append(taxonomyStream(userId), { type: 'ActivityClassified', data });
  }

  async ask(userId: string, slice?: Slice): Promise<string> {
    const erasureId = uuidV4();
    const data = { erasureId, taxonomyRevision: 0, ...(slice && { slice }) };
    const command = { type: 'RequestErasure', data, metadata: METADATA } as const;
    await handleCommand(this.log.store, erasureStream(userId), erasureDecider, command);
    return erasureId;
  }

  /**
   * Runs a user's erasure to its end. Rejects with what `reached` throws. Returns the names of the
   * steps.
   */
  async erase(userId: string, reached: StepReached = async () => undefined): Promise<string[]> {
    const steps: string[] = [];
    const { store } = this.log;
    const observer = { reacted: () => undefined, setAside: () => undefined, interrupted: () => undefined };
    const eraser = new Eraser({ store, readModels: this.stage.readModels, observer }, async (step) => {
      steps.push(step);
      await reached(step);
    });
    for (;;) {
      try {
        await eraser.perform({ userId });
        return steps;
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        await this.stage.project(this.log);
      }
    }
  }

  async phaseOf(userId: string): Promise<string | undefined> {
    return (await readState(this.log.store, erasureStream(userId), erasureDecider)).state?.phase;
  }

  /**
   * The user's time in both tables, as `activity document seconds`. Rows of `daily` have no
   * document.
   */
  async rowsOf(userId: string): Promise<string[]> {
    const ofTable = (table: string, columns: string) =>
      this.stage.rowsOf(`SELECT local_date, ${columns}, sum(duration_ms) / 1000 FROM ${table} FINAL
        WHERE user_id = '${userId}' GROUP BY ALL ORDER BY ALL`);
    return [...(await ofTable('buckets', 'activity, document')), ...(await ofTable('daily', 'activity'))];
  }

  /** Days of a user's devices, as `day device newest-activity first-heard last-heard seconds`. */
  devicesOf(userId: string): Promise<string[]> {
    return this.stage.rowsOf(`SELECT local_date, device_id, activity, formatDateTime(first_seen, '%H:%i'),
      formatDateTime(last_seen, '%H:%i'), duration_ms / 1000
      FROM device_days FINAL WHERE user_id = '${userId}' ORDER BY ALL`);
  }

  async typesIn(stream: string): Promise<string[]> {
    const types: string[] = [];
    for await (const { type } of this.log.store.read(stream)) types.push(type);
    return types;
  }

  async append(stream: string, event: DomainEvent): Promise<void> {
    let revision: bigint | undefined;
    for await (const stored of this.log.store.read(stream)) revision = stored.revision;
    await this.log.store.append(stream, [{ event, metadata: METADATA }], revision ?? 'no_stream');
  }

  /** Names of the files of both stores that hold a text. */
  async filesWith(text: string): Promise<string[]> {
    const entries = await readdir(this.stage.folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const found = await Promise.all(
      // The engine may merge a part away meanwhile.
      paths.map(async (path) => (await readFile(path).catch(() => Buffer.of())).includes(text)),
    );
    return paths.filter((_, n) => found[n]);
  }
}
