import {
  type Asked,
  type LocalDate,
  type OfflinePiece,
  type OfflineTime,
  offlineTimeDecider,
  type OfflineTimeCommand,
  parseOfflineTime,
  zoneClock,
} from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { type Principal, sentBy } from '../ground/principal.js';
import { DayLists } from '../activity/day-lists.js';
import { DayChanges } from '../history/day-changes.js';
import { Accounts } from '../identity/accounts.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** A piece of offline time as its day and its start name it: no two pieces overlap. */
export interface NamedPiece {
  readonly localDate: LocalDate;
  /** Epoch ms. */
  readonly startedAt: number;
}

/** One command for the stream of one day. */
interface DayCommand {
  readonly localDate: LocalDate;
  readonly asked: Asked<OfflineTimeCommand>;
}

/** Time away from any device, as its user enters, changes and removes it. */
@Injectable()
export class OfflineTimes {
  constructor(
    private readonly accounts: Accounts,
    private readonly dayLists: DayLists,
    private readonly dayChanges: DayChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The offline time of one local day, the earliest first. */
  async ofDay(userId: string, localDate: LocalDate): Promise<OfflinePiece[]> {
    const { state } = await this.dayChanges.stateOf(userId, localDate);
    return [...state.pieces.values()].sort((a, b) => a.startedAt - b.startedAt);
  }

  /**
   * Posts the time in the parameters of the documented API (see `parseOfflineTime`). Throws
   * DomainError for what the parser, the decider or the lite plan refuse. To post the same time
   * again adds nothing. So when a post was cut off between two days, a second post completes it.
   */
  async post(user: Principal, parameters: ReadonlyMap<string, string>): Promise<void> {
    const pieces = await this.read(user, parameters);
    await this.handle(
      user,
      pieces.map((data) => ({ localDate: data.localDate, asked: { type: 'PostOfflineTime', data } })),
    );
  }

  /**
   * Puts the time in the parameters in the place of a piece. Refuses as `post`, and with
   * `unknown_offline_time`. The day of the piece comes last: when the change was cut off between
   * two days, the piece is still there, and a second try completes the change.
   */
  async replace(
    user: Principal,
    { localDate, startedAt }: NamedPiece,
    parameters: ReadonlyMap<string, string>,
  ): Promise<void> {
    const pieces = await this.read(user, parameters);
    const others = pieces.filter((data) => data.localDate !== localDate);
    const by = pieces.filter((data) => data.localDate === localDate);
    await this.handle(user, [
      ...others.map((data): DayCommand => ({
        localDate: data.localDate,
        asked: { type: 'PostOfflineTime', data },
      })),
      { localDate, asked: { type: 'ReplaceOfflineTime', data: { startedAt, by } } },
    ]);
  }

  /** Takes a piece back. Throws DomainError `unknown_offline_time`. */
  async remove(user: Principal, { localDate, startedAt }: NamedPiece): Promise<void> {
    await this.handle(user, [{ localDate, asked: { type: 'RemoveOfflineTime', data: { startedAt } } }]);
  }

  /** The time in the parameters: one piece for each local day and offset. */
  private async read({ userId }: Principal, parameters: ReadonlyMap<string, string>): Promise<OfflinePiece[]> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    refuseLitePlan(plan, 'Offline time is');
    return piecesOf(parseOfflineTime(parameters, { timeZone, now: this.clock() }), timeZone);
  }

  /**
   * All commands are decided before the first event is written. So when one day refuses its
   * command, the others have nothing.
   */
  private async handle(user: Principal, commands: readonly DayCommand[]): Promise<void> {
    const { userId } = user;
    const now = this.clock();
    const commandOf = ({ asked }: DayCommand) => ({ ...asked, metadata: sentBy(user, now) }) as OfflineTimeCommand;
    const newDays: LocalDate[] = [];
    for (const one of commands) {
      const { state, expected } = await this.dayChanges.stateOf(userId, one.localDate);
      offlineTimeDecider.decide(commandOf(one), state);
      if (expected === 'no_stream') newDays.push(one.localDate);
    }
    await this.dayLists.list(userId, newDays, now);
    await this.accounts.accountOf(userId);
    for (const one of commands)
      await this.dayChanges.handle({ userId, localDate: one.localDate, command: commandOf(one) });
  }
}

function piecesOf({ activity, details, startedAt, endedAt }: OfflineTime, timeZone: string): OfflinePiece[] {
  const named = { activity, ...(details !== undefined && { details }) };
  return zoneClock(timeZone)
    .stretches(startedAt, endedAt)
    .map(({ localDate, utcOffsetMinutes, startMs, endMs }) => ({
      ...{ ...named, localDate, utcOffsetMinutes, startedAt: startMs, endedAt: endMs },
    }));
}
