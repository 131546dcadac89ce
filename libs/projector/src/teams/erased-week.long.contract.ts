import { randomUUID } from 'node:crypto';
import { startNode } from '@app/esdb-node';
import {
  erasureStream,
  type LocalDate,
  membershipStream,
  PUBLISHING_TEAMS_STREAM,
  releaseStream,
  type Slice,
  type TeamEvent,
  teamStream,
} from '@app/domain';
import { ErasureScene } from '../testing/erasure-scene.js';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage, until } from '../testing/stage.js';
import { WeekPublisher } from './week-publisher.js';

/** Weeks that the publisher made, and the eraser withdraws: both as in the program. */

const WEEK = '2026-11-16' as LocalDate;
const NEXT = '2026-11-23' as LocalDate;
/** In the bytes of the table of the first week, and nowhere else: 1 + 2 + 3 + 4 + 5 + 6 hours. */
const CELL = '"productivity":2,"hours":21';

let stage: Stage;
let log: Log;
let scene: ReactorScene;
let erasures: ErasureScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  scene = new ReactorScene(stage, log, '2026-11-10T12:00Z');
  // The eraser hears when events were recorded by the clock of the scene.
  erasures = new ErasureScene(stage, Object.create(log, { store: { value: scene.store } }) as Log);
});
afterEach(() => scene.end());

/** A team of six, or of so many, with time in both weeks. The first of them made it. */
async function workingTeam(people = 6): Promise<{ teamId: string; users: string[] }> {
  const teamId = randomUUID();
  const users = await Promise.all(Array.from({ length: people }, () => scene.user('UTC')));
  const created = { administratorId: users[0] as string, name: 'Crew', sharing: 'levels' } as const;
  const joined = users.map((userId): TeamEvent => ({
    type: 'MemberJoined',
    data: { userId, inviteHash: randomUUID(), agreed: 'levels', joinedAt: scene.clock.nowMs() },
  }));
  await scene.append(teamStream(teamId), { type: 'TeamCreated', data: created }, ...joined);
  for (const [n, userId] of users.entries()) {
    await scene.append(membershipStream(userId), { type: 'TeamListed', data: { teamId } });
    await scene.record(userId, '2026-11-17T00:00Z', (n + 1) * 60, 'vim');
    await scene.record(userId, '2026-11-24T00:00Z', (n + 2) * 60, 'vim');
  }
  return { teamId, users };
}

/** The same team, and both weeks are published. */
async function publishedTeam(): Promise<{ teamId: string; users: string[] }> {
  const { teamId, users } = await workingTeam();
  scene.start((options) => new WeekPublisher(options));
  await scene.goTo('2026-12-02T00:00Z');
  for (const week of [WEEK, NEXT]) await scene.untilIn(releaseStream(teamId, week), 1);
  await stage.project(log);
  expect(await erasures.filesWith(CELL)).not.toEqual([]);
  return { teamId, users };
}

/** Asks for an erasure, and carries it out with the eraser of the program. */
async function erase(userId: string, slice?: Slice): Promise<void> {
  const data = { erasureId: randomUUID(), requestedAt: scene.clock.nowMs(), taxonomyRevision: -1 };
  await scene.append(erasureStream(userId), { type: 'ErasureRequested', data: { ...data, ...(slice && { slice }) } });
  await erasures.erase(userId);
}

const eventsOf = async (teamId: string, week: LocalDate) => (await scene.read(releaseStream(teamId, week))).length;

it('the erasure of five minutes withdraws the table of that week, with its bytes, and no other', async () => {
  const { teamId, users } = await publishedTeam();
  const from = Date.parse('2026-11-17T00:10Z');
  await erase(users[5] as string, { from, to: from + 5 * 60_000 });
  expect([await eventsOf(teamId, WEEK), await eventsOf(teamId, NEXT)]).toEqual([0, 1]);
  expect(await erasures.filesWith(CELL)).toEqual([]);
  // A publisher that starts again makes no other table of the week.
  await scene.end();
  await scene.forget('week-publisher');
  scene.start((options) => new WeekPublisher(options));
  await scene.goTo('2026-12-09T00:00Z');
  await scene.untilIn(releaseStream(teamId, '2026-11-30' as LocalDate), 1);
  expect([await eventsOf(teamId, WEEK), await eventsOf(teamId, NEXT)]).toEqual([0, 1]);
});

it('an erasure leaves a week without a table as it is, so few members cannot tell who erased', async () => {
  const { teamId, users } = await workingTeam(2);
  scene.start((options) => new WeekPublisher(options));
  await scene.goTo('2026-11-25T00:00Z');
  await scene.untilIn(releaseStream(teamId, WEEK), 1);
  await stage.project(log);
  await erase(users[1] as string, { from: Date.parse('2026-11-17T00:00Z'), to: Date.parse('2026-11-18T00:00Z') });
  expect(await eventsOf(teamId, WEEK)).toBe(1);
  expect(await log.store.isRemoved(releaseStream(teamId, WEEK))).toBe(false);
  await erase(users[1] as string);
  expect(await eventsOf(teamId, WEEK)).toBe(1);
});

it('the erasure of an account withdraws all tables with its time, with their bytes', async () => {
  const { teamId, users } = await publishedTeam();
  await erase(users[0] as string);
  expect([await eventsOf(teamId, WEEK), await eventsOf(teamId, NEXT)]).toEqual([0, 0]);
  expect(await erasures.filesWith(CELL)).toEqual([]);
});

it.each([
  ['a member', 5],
  ['the member who made the team', 0],
])('the erasure of the account of %s withdraws a table that a publisher appended before it crashed', async (_, n) => {
  const { teamId, users } = await workingTeam();
  await scene.goTo('2026-11-25T00:00Z');
  await scene.append(PUBLISHING_TEAMS_STREAM, { type: 'PublishingTeamListed', data: { teamId } });
  const teamRevision = (await scene.read(teamStream(teamId))).length - 1;
  const asOf = String((await log.store.lastEvent())?.position);
  await stage.project(log);
  await erase(users[n] as string);
  // The publisher read all times before the erasure, appends its table after it, and crashes.
  const cells = [{ productivity: 2, hours: 21 }];
  const table = { week: WEEK, sharing: 'levels', people: 5, teamRevision, asOf, cells };
  await scene.append(releaseStream(teamId, WEEK), { type: 'WeekPublished', data: table });
  scene.start((options) => new WeekPublisher(options));
  await until('the week to be withdrawn', async () => (await eventsOf(teamId, WEEK)) === 0);
});
