import {
  addWeeks,
  beginOfWeek,
  consentSince,
  firstWholeWeek,
  newestWeekDue,
  parseTeamStream,
  prefixesOf,
  PUBLISHING_TEAMS_STREAM,
  publishingTeamDecider,
  readPublishingTeamEvent,
  readReleaseEvent,
  releaseStream,
  releaseTime,
  SMALLEST_COHORT,
  type WeekPublished,
  WeekTable,
} from '@app/domain';
import { ConcurrencyError, handleCommand, type StoredEvent, StreamGoneError } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import type { Agenda } from '../reactors/agenda.js';
import type { Reaction, ReactorOptions } from '../reactors/reaction.js';
import { readableEvents } from '../reactors/readable-events.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';
import { cohortOfWeek, type TeamWeek } from './cohort-of-week.js';
import { inTurns } from './in-turns.js';
import { wasErasing } from './was-erasing.js';
import { readTeamHistory, type TeamHistoryEvent } from './read-teams.js';
import { timeOfWeek } from './time-of-week.js';
import { withdrawWeek } from './withdraw-weeks.js';

/** A team whose next week is to be published. */
export interface PublishingTeam {
  readonly teamId: string;
}

/** The namespace of our deterministic event ids. A week of a team has one event. */
const EVENT_IDS = 'd1b6c1f4-0a55-4c0e-8d0b-6b7f3c0a9e21';
/** After a longer pause of all publishers, the older weeks stay without a table. */
const MOST_WEEKS_LATE = 5;

/**
 * Publishes the week of each team: one table, made once, on Wednesday 00:00 UTC after the week. It
 * is the only event of a stream of its own, and no user is named in it.
 *
 *     week      Mon ........ Sun | Mon Tue | Wed 00:00   table    [later time: in no table]
 *     members   [agreed, through all of it ........... ]
 *
 * Any number of publishers may work at once: the stream takes one event. A publisher that was down
 * makes the tables of up to five weeks later, with the time that the log had on their Wednesday and
 * the members who agreed until now.
 *
 * After the append it looks again: when a member left, or asked for an erasure, while the table was
 * made, the week is withdrawn. This is repeated after a crash.
 */
export class WeekPublisher implements Reaction<PublishingTeam> {
  readonly name = 'week-publisher';
  readonly streamPrefixes = prefixesOf('team');
  private readonly listed = new Set<string>();

  constructor(private readonly options: ReactorOptions) {}

  async begin(agenda: Agenda<PublishingTeam>): Promise<void> {
    this.listed.clear();
    const listed = readableEvents(this.options.store, PUBLISHING_TEAMS_STREAM, readPublishingTeamEvent);
    for await (const { event } of listed) {
      if (this.options.share?.accepts(event.data.teamId) === false) continue;
      this.listed.add(event.data.teamId);
      agenda.plan(event.data.teamId, event.data, this.nowMs(), true);
    }
  }

  laneOf({ teamId }: PublishingTeam): string {
    return teamId;
  }

  /** Lists a team when it hears of it for the first time. Older logs have teams without a list. */
  async hear({ stream }: StoredEvent, agenda: Agenda<PublishingTeam>): Promise<void> {
    const team = parseTeamStream(stream);
    if (!team || this.listed.has(team.teamId) || this.options.share?.accepts(team.teamId) === false) return;
    const command = { type: 'ListPublishingTeam', data: team, metadata: this.metadata() } as const;
    const decider = publishingTeamDecider(team.teamId);
    await handleCommand(this.options.store, PUBLISHING_TEAMS_STREAM, decider, command, { despiteNewer: true });
    this.listed.add(team.teamId);
    agenda.plan(team.teamId, team, this.nowMs(), true);
  }

  /** Publishes every week that is due, and plans the next one. */
  async perform({ teamId }: PublishingTeam, agenda: Agenda<PublishingTeam>): Promise<void> {
    const { store, smallestCohort: smallest = SMALLEST_COHORT } = this.options;
    const [first, ...later] = await readTeamHistory(store, teamId);
    // An erasure of its creator removes a team.
    const isOver = !first || later.at(-1)?.event.type === 'TeamClosed';
    const newest = newestWeekDue(this.nowMs());
    const oldest = addWeeks(newest, 1 - MOST_WEEKS_LATE);
    const firstWeek = first ? firstWholeWeek(first.recordedMs) : oldest;
    for (let week = firstWeek > oldest ? firstWeek : oldest; week <= newest; week = addWeeks(week, 1)) {
      const one = { teamId, week, smallest };
      await (isOver ? this.withdrawMade(one) : this.publish(one));
    }
    if (isOver) return;
    agenda.plan(teamId, { teamId }, releaseTime(addWeeks(newest, 1)), true);
  }

  private async publish(one: TeamWeek): Promise<void> {
    const { store } = this.options;
    const stream = releaseStream(one.teamId, one.week);
    const published = (await this.read(stream)) ?? (await this.append(stream, await this.tableOf(one)));
    if (published && (await this.isOvertaken(one, published))) await withdrawWeek(store, one);
  }

  /**
   * Withdraws a table that was made while its team was closed. Earlier tables of a closed team
   * stay. A team that an erasure removed keeps none.
   */
  private async withdrawMade(one: TeamWeek): Promise<void> {
    const { store } = this.options;
    const made = await this.read(releaseStream(one.teamId, one.week));
    if (!made) return;
    const isGone = (await readTeamHistory(store, one.teamId)).length === 0;
    if (isGone || (await this.isOvertaken(one, made))) await withdrawWeek(store, one);
  }

  private async tableOf(one: TeamWeek): Promise<WeekPublished> {
    const { store } = this.options;
    const { week, smallest: people } = one;
    const asOf = ((await store.lastEvent())?.position ?? 0n).toString();
    const history = await readTeamHistory(store, one.teamId);
    const teamRevision = history.at(-1)?.revision ?? 0;
    const cohort = await cohortOfWeek(store, one, history);
    const known = { week, people: Math.max(people, SMALLEST_COHORT), teamRevision, asOf };
    if (!cohort) return { type: 'WeekPublished', data: { ...known, sharing: 'nothing', cells: [] } };
    const { sharing, userIds } = cohort;
    const table = new WeekTable({ sharing, people: userIds.length, smallest: people });
    // One member after the other, so that other work goes on, and one member is in memory.
    for (const userId of userIds) await inTurns(table.count(await timeOfWeek(store, userId, week)));
    for (const userId of userIds) await inTurns(table.add(await timeOfWeek(store, userId, week)));
    const cells = await inTurns(table.published());
    return { type: 'WeekPublished', data: { ...known, sharing, cells } };
  }

  /** The event of the week and its position. Undefined when it is not published, or withdrawn. */
  private async read(stream: string): Promise<{ event: WeekPublished; position: bigint } | undefined> {
    for await (const stored of this.options.store.read(stream)) {
      const event = readReleaseEvent(stored);
      return event && { event, position: stored.position };
    }
    return undefined;
  }

  /** Appends the table, or reads another publisher's. Undefined when the week is withdrawn. */
  private async append(stream: string, event: WeekPublished) {
    try {
      const id = uuidV5(stream, EVENT_IDS);
      const { store, observer } = this.options;
      const { position } = await store.append(stream, [{ id, event, metadata: this.metadata() }], 'no_stream');
      observer.reacted({ stream, type: event.type, localDate: event.data.week });
      return { event, position };
    } catch (error) {
      if (error instanceof StreamGoneError) return undefined;
      if (error instanceof ConcurrencyError) return this.read(stream);
      throw error;
    }
  }

  /**
   * Whether a member left, narrowed, or asked for an erasure before the table was published, and
   * the table does not know it.
   */
  private async isOvertaken(
    { teamId, week }: TeamWeek,
    { event, position }: { event: WeekPublished; position: bigint },
  ) {
    const { sharing, teamRevision, asOf } = event.data;
    if (sharing === 'nothing') return false;
    const history = await readTeamHistory(this.options.store, teamId);
    const agreedBy = (isKnown: (one: TeamHistoryEvent) => boolean) =>
      consentSince(beginOfWeek(week), history.filter(isKnown));
    const known = agreedBy(({ revision }) => revision <= teamRevision);
    const present = agreedBy((one) => one.position < position);
    if (JSON.stringify(known) !== JSON.stringify(present)) return true;
    const published = { week, asOf: BigInt(asOf), position };
    for (const { userId } of known?.members ?? []) {
      if (await wasErasing(this.options.store, userId, published)) return true;
    }
    return false;
  }

  private metadata() {
    return { now: this.nowMs(), principalId: this.name };
  }

  private nowMs(): number {
    return (this.options.clock ?? WALL_CLOCK).nowMs();
  }
}
