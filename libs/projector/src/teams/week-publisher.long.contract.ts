import { randomUUID } from 'node:crypto';
import { startNode } from '@app/esdb-node';
import {
  erasureStream,
  type LocalDate,
  membershipStream,
  type PublishedWeek,
  releaseStream,
  type Sharing,
  type TeamEvent,
  teamStream,
} from '@app/domain';
import type { ReactorOptions } from '../reactors/reaction.js';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage, until } from '../testing/stage.js';
import { WeekPublisher } from './week-publisher.js';
import { withdrawAllWeeks, withdrawWeeksOf } from './withdraw-weeks.js';

/**
 * The weeks of teams, on a real node. The tests set the time. Every test has its own log.
 *
 * The week is that of Monday 2026-11-16. Its table is made on Wednesday 2026-11-25.
 */

const WEEK = '2026-11-16' as LocalDate;
const NEXT = '2026-11-23' as LocalDate;
const JOINED = '2026-11-10T12:00Z';
const WEDNESDAY = '2026-11-25T00:00Z';

let stage: Stage;
let log: Log;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  scene = new ReactorScene(stage, log, JOINED);
});
afterEach(() => scene.end());

const publisher = (options: ReactorOptions) => new WeekPublisher(options);

async function team(sharing: Sharing = 'levels'): Promise<string> {
  const teamId = randomUUID();
  await inTeam(teamId, { type: 'TeamCreated', data: { administratorId: randomUUID(), name: 'Crew', sharing } });
  return teamId;
}
const inTeam = (teamId: string, event: TeamEvent) => scene.append(teamStream(teamId), event);
const list = (teamId: string, userId: string) =>
  scene.append(membershipStream(userId), { type: 'TeamListed', data: { teamId } });
const joining = (userId: string, agreed: Sharing = 'levels'): TeamEvent => ({
  type: 'MemberJoined',
  data: { userId, inviteHash: randomUUID(), agreed, joinedAt: scene.clock.nowMs() },
});
async function join(teamId: string, userId: string): Promise<void> {
  await list(teamId, userId);
  await inTeam(teamId, joining(userId));
}
const leave = (teamId: string, userId: string) => inTeam(teamId, { type: 'MemberLeft', data: { userId } });

/** Members with 1, 2, 3, ... hours of work in the week. */
async function crew(teamId: string, many: number, sharing: Sharing = 'levels'): Promise<string[]> {
  const users = await Promise.all(Array.from({ length: many }, () => scene.user('UTC')));
  const joined = users.map((userId): TeamEvent => joining(userId, sharing));
  await Promise.all([
    scene.append(teamStream(teamId), ...joined),
    ...users.map((userId) => list(teamId, userId)),
    ...users.map((userId, n) => scene.record(userId, '2026-11-17T00:00Z', (n + 1) * 60, 'vim')),
  ]);
  return users;
}

const stored = (teamId: string, week = WEEK) => scene.read(releaseStream(teamId, week));
async function published(teamId: string, week = WEEK): Promise<PublishedWeek> {
  const [event] = await scene.untilIn(releaseStream(teamId, week), 1);
  return event?.data as PublishedWeek;
}

describe('the week of a team', () => {
  it('is published once, on the Wednesday after it, and names no user', async () => {
    const teamId = await team();
    const users = await crew(teamId, 5);
    scene.start(publisher);
    await scene.goTo('2026-11-24T23:59Z');
    expect(await stored(teamId)).toEqual([]);
    await scene.goTo(WEDNESDAY);
    // vim is at level 2: 1 + 2 + 3 + 4 + 5 hours.
    expect(await published(teamId)).toMatchObject({
      ...{ week: WEEK, sharing: 'levels', people: 5, cells: [{ productivity: 2, hours: 15 }] },
    });
    const text = JSON.stringify(await stored(teamId), (_, value) =>
      typeof value === 'bigint' ? `${value}` : (value as unknown),
    );
    for (const userId of users) expect(text).not.toContain(userId);
  });

  it('has the activities of eight members, and no activity of a few', async () => {
    const teamId = await team('activities');
    const users = await crew(teamId, 8, 'activities');
    for (const userId of users.slice(0, 4)) await scene.record(userId, '2026-11-18T12:00Z', 180, 'steam');
    scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    const { sharing, cells } = await published(teamId);
    expect(sharing).toBe('activities');
    expect(cells.map(({ activity, hours }) => [activity, hours])).toEqual([['vim', 36]]);
  });

  it('is not changed by late time, and is the same when it is made late', async () => {
    const [early, late] = [await team(), await team()];
    const [ofEarly, ofLate] = [await crew(early, 5), await crew(late, 5)];
    const one = scene.start(publisher, { shards: [0], accepts: (id) => id === early });
    await scene.goTo(WEDNESDAY);
    const before = await published(early);
    await one.stop();
    await scene.goTo('2026-11-25T00:01Z');
    for (const userId of [...ofEarly, ...ofLate]) await scene.record(userId, '2026-11-18T12:00Z', 600, 'vim');
    await scene.goTo('2026-12-01T12:00Z');
    await scene.forget('week-publisher');
    scene.start(publisher);
    expect((await published(late)).cells).toEqual(before.cells);
    expect(await stored(early)).toHaveLength(1);
  });

  it('is made once by several publishers', async () => {
    const teamId = await team();
    await crew(teamId, 5);
    for (let n = 0; n < 3; n++) scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    await published(teamId);
    await scene.goTo('2026-12-02T00:00Z');
    await published(teamId, NEXT);
    expect(await stored(teamId)).toHaveLength(1);
  });

  it('has only members who agreed from its begin until it is published', async () => {
    const teamId = await team();
    const [first, second] = await crew(teamId, 7);
    await scene.goTo('2026-11-16T09:00Z');
    const tooLate = await scene.user('UTC');
    await join(teamId, tooLate);
    await scene.record(tooLate, '2026-11-17T00:00Z', 240, 'vim');
    await scene.goTo('2026-11-24T20:00Z');
    await leave(teamId, first as string);
    await inTeam(teamId, { type: 'SharingAgreed', data: { userId: second as string, agreed: 'nothing' } });
    scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    // 3 + 4 + 5 + 6 + 7
    expect((await published(teamId)).cells).toEqual([{ productivity: 2, hours: 25 }]);
  });

  it('has no table below five members, and does not get one when more join later', async () => {
    const teamId = await team();
    await crew(teamId, 4);
    scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    expect(await published(teamId)).toMatchObject({ sharing: 'nothing', cells: [] });
    await join(teamId, await scene.user('UTC'));
    await scene.goTo('2026-12-02T00:00Z');
    await published(teamId, NEXT);
    expect(await stored(teamId)).toHaveLength(1);
  });

  it('does not count an account that its user opened with an address that was not checked', async () => {
    const teamId = await team();
    const users = await crew(teamId, 5);
    await scene.append(`account-${users[0]}`, { type: 'PasswordSet', data: { passwordHash: 'p' } });
    scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    expect((await published(teamId)).sharing).toBe('nothing');
  });

  it('has a member in one team only: the one that the member joined first', async () => {
    const [first, second] = [await team(), await team()];
    const users = await crew(first, 6);
    await scene.goTo('2026-11-11T12:00Z');
    for (const userId of users.slice(0, 5)) await join(second, userId);
    for (const userId of await crew(second, 4)) expect(userId).toBeDefined();
    scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    expect((await published(first)).cells).toEqual([{ productivity: 2, hours: 21 }]);
    expect((await published(second)).sharing).toBe('nothing');
  });

  it('has no member who is seen by name, in this team or in another', async () => {
    const [first, second] = [await team(), await team()];
    const users = await crew(first, 7);
    const [one = '', other = ''] = users;
    await join(second, other);
    const named = (userId: string): TeamEvent => ({
      type: 'SeenByNameAgreed',
      data: { userId, sharing: 'levels', by: 'week', agreedAt: scene.clock.nowMs() },
    });
    await inTeam(first, named(one));
    await inTeam(second, named(other));
    scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    expect((await published(first)).cells).toEqual([{ productivity: 2, hours: 25 }]);
  });
});

describe('a publisher that was down', () => {
  it('makes the tables of five weeks at most, of teams in a log without a list', async () => {
    const teamId = await team();
    await crew(teamId, 5);
    await scene.goTo('2026-12-31T12:00Z');
    scene.start(publisher);
    await published(teamId, '2026-12-21' as LocalDate);
    expect(await stored(teamId, '2026-11-23' as LocalDate)).toHaveLength(1);
    expect(await stored(teamId, WEEK)).toEqual([]);
  });

  it('makes no table of a member who left meanwhile', async () => {
    const teamId = await team();
    const [first = ''] = await crew(teamId, 6);
    await scene.goTo('2026-11-27T12:00Z');
    await leave(teamId, first);
    scene.start(publisher);
    expect((await published(teamId)).cells).toEqual([{ productivity: 2, hours: 20 }]);
  });

  // As if it had stopped between the append and its second look.
  it.each<[title: string, overtaken: (teamId: string, userId: string) => Promise<void>]>([
    ['left', leave],
    [
      'asked for an erasure',
      async (_teamId, userId) => {
        // All time up to a day of the week, so the next week is not touched.
        const requestedAt = Date.parse('2026-11-19T12:00Z');
        const data = { erasureId: 'e', requestedAt, slice: {}, taxonomyRevision: -1 };
        await scene.append(erasureStream(userId), { type: 'ErasureRequested', data });
      },
    ],
    [
      'had time erased',
      async (_teamId, userId) => {
        const days = [{ localDate: '2026-11-17', begins: '1' }];
        const data = { erasureId: 'e', requestedAt: 1, isAccount: false, daysSeen: 1, days, upTo: '1' };
        await scene.append(erasureStream(userId), { type: 'LogErased', data });
      },
    ],
  ])('withdraws a table that was being made when a member %s', async (_title, overtaken) => {
    const teamId = await team();
    const [first = ''] = await crew(teamId, 6);
    await scene.goTo(WEDNESDAY);
    const teamRevision = (await scene.read(teamStream(teamId))).length - 1;
    const asOf = `${(await log.store.lastEvent())?.position}`;
    await overtaken(teamId, first);
    const data = {
      week: WEEK,
      sharing: 'levels',
      people: 5,
      teamRevision,
      asOf,
      cells: [{ productivity: 2, hours: 21 }],
    };
    await scene.append(releaseStream(teamId, WEEK), { type: 'WeekPublished', data });
    scene.start(publisher);
    await until('the week to be withdrawn', async () => (await stored(teamId)).length === 0);
    await scene.goTo('2026-12-02T00:00Z');
    await published(teamId, NEXT);
    expect(await stored(teamId)).toEqual([]);
  });
});

describe('erasing time', () => {
  it('withdraws the weeks that it touches, of the teams that the user was in then, for ever', async () => {
    const [teamId, other] = [await team(), await team()];
    const [first = ''] = await crew(teamId, 6);
    await crew(other, 6);
    const running = scene.start(publisher);
    await scene.goTo(WEDNESDAY);
    await Promise.all([published(teamId), published(other)]);
    await leave(teamId, first);
    await withdrawWeeksOf(scene.store, first, ['2026-11-12', '2026-11-24'] as LocalDate[]);
    expect(await stored(teamId)).toHaveLength(1);
    await withdrawWeeksOf(scene.store, first, ['2026-11-22'] as LocalDate[]);
    expect([await stored(teamId), (await stored(other)).length]).toEqual([[], 1]);
    await running.stop();
    await scene.forget('week-publisher');
    scene.start(publisher);
    await scene.goTo('2026-12-02T00:00Z');
    await published(teamId, NEXT);
    expect(await stored(teamId)).toEqual([]);
  });

  it.each<[title: string, erase: (userId: string) => Promise<void>]>([
    ['time', (userId) => withdrawWeeksOf(scene.store, userId, [WEEK])],
    ['an account', (userId) => withdrawAllWeeks(scene.store, userId, scene.clock.nowMs())],
  ])('of %s withdraws a week that a clock published too early, also after the member left', async (_title, erase) => {
    const teamId = await team();
    const [first = ''] = await crew(teamId, 6);
    // The clock of the publisher was a week ahead, and was set right.
    await scene.goTo('2026-11-18T12:00Z');
    const teamRevision = (await scene.read(teamStream(teamId))).length - 1;
    const table = { week: WEEK, sharing: 'levels', people: 5, teamRevision, asOf: '1' };
    const cells = [{ productivity: 2, hours: 21 }];
    await scene.append(releaseStream(teamId, WEEK), { type: 'WeekPublished', data: { ...table, cells } });
    await leave(teamId, first);
    await erase(first);
    expect(await stored(teamId)).toEqual([]);
  });

  it('of an account withdraws all weeks of the user, and of the teams that the user created', async () => {
    const [teamId, own] = [await team(), randomUUID()];
    const [first = ''] = await crew(teamId, 6);
    await scene.append(membershipStream(first), { type: 'TeamListed', data: { teamId: own } });
    await inTeam(own, { type: 'TeamCreated', data: { administratorId: first, name: 'Own', sharing: 'levels' } });
    await crew(own, 5);
    scene.start(publisher);
    await scene.goTo('2026-12-02T00:00Z');
    await Promise.all([published(teamId, NEXT), published(own, NEXT)]);
    await withdrawAllWeeks(scene.store, first, scene.clock.nowMs());
    for (const [id, week] of [
      [teamId, WEEK],
      [teamId, NEXT],
      [own, WEEK],
      [own, NEXT],
    ] as const) {
      expect(await stored(id, week)).toEqual([]);
    }
  });
});
