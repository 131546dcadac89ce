import {
  addWeeks,
  firstWholeWeek,
  type LocalDate,
  type PublishedCell,
  releaseStream,
  releaseTime,
  type Sharing,
  teamStream,
} from '@app/domain';
import { NOON } from '../testing/start-app.js';
import { refused, teamCrew } from '../testing/team-crew.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const PEOPLE = ['boss', 'ann', 'bob', 'cy', 'zoe'] as const;
type Who = (typeof PEOPLE)[number];

const crew = teamCrew(PEOPLE);
const { as, createTeam, join } = crew;

beforeAll(async () => {
  const day = 24 * 60;
  const activities = [
    ['Emacs', 60, 30],
    ['Steam', 30, 5],
    ['Emacs', day, 60],
  ].map(([application, minutesAgo, minutes], n) => {
    const startedAt = NOON - Number(minutesAgo) * 60_000;
    return { id: `${n}`, application, title: 'title of ann', startedAt, endedAt: startedAt + Number(minutes) * 60_000 };
  });
  const device = { id: 'd', machine: 'm', osUser: 'ann' };
  const answer = await as('ann', 'post', '/agent/v1/activities', { device, source: 'computers', activities });
  expect(answer).toMatchObject({ status: 200, body: { accepted: 3 } });
  await crew.app.caughtUp();
});

/** Publishes a week, as the publisher beside the projector does. */
async function publish(team: string, week: string, sharing: Sharing, cells: PublishedCell[]): Promise<void> {
  const data = { week, sharing, people: 5, teamRevision: 0, asOf: '1', cells };
  const metadata = { now: NOON, principalId: 'week-publisher' };
  const stream = releaseStream(team, week as LocalDate);
  await crew.app.stores.eventStore.append(stream, [{ event: { type: 'WeekPublished', data }, metadata }], 'no_stream');
}
/** When a team began, by the clock of the store. */
async function bornMs(team: string): Promise<number> {
  for await (const { recordedAt } of crew.app.stores.eventStore.read(teamStream(team))) return recordedAt.getTime();
  throw new Error('The team has no event.');
}
const WORK = { overview: 'Software Development', category: 'Editing & IDEs' };
const CELLS: PublishedCell[] = [
  { ...WORK, activity: 'Emacs', productivity: 2, hours: 30 },
  { overview: 'Entertainment', category: 'Games', activity: 'Steam', productivity: -2, hours: 10 },
];

const report = (who: Who, team: string, query = '') => as(who, 'get', `/api/v1/teams/${team}/data?format=csv&${query}`);
async function csv(who: Who, team: string, query: string): Promise<string[]> {
  const { status, text } = await report(who, team, query);
  expect({ status, text }).toMatchObject({ status: 200 });
  return text.trimEnd().split('\n').slice(1);
}

describe('the report of a team', () => {
  it('sums whole published weeks, the same for each who asks, without any number of people', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann');
    await publish(team, '2026-11-02', 'activities', CELLS);
    await publish(team, '2026-11-09', 'levels', [{ productivity: 2, hours: 7 }]);
    for (const who of ['boss', 'ann'] as const) {
      expect(await csv(who, team, 'rk=activity&rb=2026-11-02')).toEqual([
        '1,108000,5 or more,Emacs,Editing & IDEs,2',
        '2,36000,5 or more,Steam,Games,-2',
      ]);
      expect(await csv(who, team, 'rk=overview&rb=2026-11-02')).toEqual([
        '1,108000,5 or more,Software Development',
        '2,36000,5 or more,Entertainment',
      ]);
      expect(await csv(who, team, 'rk=productivity&rb=2026-11-02')).toEqual([
        '1,133200,5 or more,2',
        '2,36000,5 or more,-2',
      ]);
    }
    // (30 x 2 - 10 x 2) / 40 h
    expect(await csv('ann', team, 'rk=efficiency&pv=interval&rb=2026-11-02')).toEqual([
      '2026-11-02T00:00:00,144000,5 or more,1.0,75.0',
      '2026-11-09T00:00:00,25200,5 or more,2.0,100.0',
    ]);
    const { text } = await as('ann', 'get', `/api/v1/teams/${team}/data?rk=productivity`);
    expect(text).toBe(
      '{"notes":"data is an array of arrays (rows), column names for rows in row_headers",' +
        '"row_headers":["Rank","Time Spent (seconds)","Number of People","Productivity"],' +
        '"rows":[[1,25200,"5 or more",2]]}',
    );
    const weeks = [
      { week: '2026-11-09', sharing: 'levels' },
      { week: '2026-11-02', sharing: 'activities' },
    ];
    expect((await as('ann', 'get', `/api/v1/teams/${team}/weeks`)).body).toMatchObject({ weeks });
  });

  it('says nothing of members whose week is not published, and of a week that is withdrawn', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann', 'bob', 'cy');
    expect(await csv('boss', team, '')).toEqual([]);
    await publish(team, '2026-11-09', 'activities', CELLS);
    expect(await csv('boss', team, '')).toHaveLength(2);
    await crew.app.stores.eventStore.removeForEver(releaseStream(team, '2026-11-09' as LocalDate));
    expect(await csv('boss', team, '')).toEqual([]);
    expect((await as('boss', 'get', `/api/v1/teams/${team}/weeks`)).body).toMatchObject({ weeks: [] });
  });

  it('says of each week without a table why, which is the next, and nothing to others', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann');
    const first = firstWholeWeek(await bornMs(team));
    const week = (n: number) => addWeeks(first, n);
    await publish(team, week(0), 'activities', CELLS);
    await publish(team, week(1), 'nothing', []);
    await publish(team, week(2), 'activities', CELLS);
    await crew.app.stores.eventStore.removeForEver(releaseStream(team, week(2)));
    crew.app.setNow(releaseTime(week(3)));
    const { body } = await as('ann', 'get', `/api/v1/teams/${team}/weeks`);
    expect(body).toEqual({
      weeks: [{ week: week(0), sharing: 'activities' }],
      missing: [
        { week: week(3), why: 'not_made' },
        { week: week(2), why: 'withdrawn' },
        { week: week(1), why: 'too_few' },
      ],
      next: { week: week(4), at: new Date(releaseTime(week(4))).toISOString() },
      smallestGroup: 5,
    });
    expect(await as('zoe', 'get', `/api/v1/teams/${team}/weeks`)).toMatchObject(refused(404, 'unknown_team'));
  });

  it.each([
    ...[
      'rk=document',
      'rk=activity&rt=Emacs',
      'rk=productivity&ry=title%20of%20ann',
      'pv=member',
      'rt=Emacs',
      'tx=Emacs',
    ],
    ...[
      'restrict_source_type=mobile',
      'rsi=1',
      'pv=interval&rs=day',
      'pv=interval&interval=hour',
      'pv=interval&i=minute',
    ],
    ...[
      'rb=2026-11-10',
      'rb=2026-11-09&re=2026-11-14',
      're=2026-11-21',
      'rb=2026-11-16&re=2026-11-22',
      'pv=interval&rs=month',
    ],
  ])('refuses what is finer than whole published weeks: %s', async (query) => {
    const team = await createTeam('activities');
    await publish(team, '2026-11-09', 'activities', CELLS);
    const answer = await report('boss', team, query);
    expect(answer).toMatchObject(refused(400, 'too_fine'));
    expect(answer.body.error?.message).toContain('whole weeks, Monday to Sunday');
    expect(answer.text).not.toMatch(/emacs|steam|title/i);
  });

  it('refuses a kind that is finer than the tables of these weeks, and parameters that it cannot read', async () => {
    const team = await createTeam('activities');
    await publish(team, '2026-11-09', 'levels', [{ productivity: 2, hours: 7 }]);
    expect(await report('boss', team, 'rk=category')).toMatchObject(refused(400, 'too_fine'));
    expect(await report('boss', team, 'rk=nonsense')).toMatchObject(refused(400, 'query_error'));
    expect(await report('boss', team, 'rb=2020-01-06')).toMatchObject(refused(400, 'too_long'));
  });
});

describe('a member who is seen by name', () => {
  const name = (who: Who, team: string, body: object) => as(who, 'put', `/api/v1/teams/${team}/members/me/name`, body);
  const time = (who: Who, team: string, query: string) =>
    as(who, 'get', `/api/v1/teams/${team}/members/${crew.users.ann.id}/data?format=csv&${query}`);

  it('is so by their own choice only, and shows no more than that', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann', 'bob');
    expect(await time('boss', team, 'rk=productivity')).toMatchObject(refused(404, 'unknown_member'));
    crew.app.setNow(NOON - DAY_MS);
    expect(await name('ann', team, { sharing: 'levels', by: 'day' })).toMatchObject({ status: 204 });
    expect(await name('boss', team, { sharing: 'levels', by: 'day' })).toMatchObject(refused(404, 'unknown_member'));
    expect(await name('ann', team, { sharing: 'nothing', by: 'day' })).toMatchObject(refused(400, 'invalid_request'));
    const named = { sharing: 'levels', by: 'day' };
    expect((await as('ann', 'get', `/api/v1/teams/${team}`)).body).toMatchObject({ named });
    crew.app.setNow(NOON);
    // Yesterday: 60 minutes of Emacs. Today is not over.
    for (const who of ['boss', 'bob', 'ann'] as const) {
      const { status, text } = await time(who, team, 'rk=productivity&rb=2026-11-01');
      expect([status, text.trimEnd().split('\n').slice(1)]).toEqual([200, ['1,3600,1,2']]);
    }
    for (const finer of [
      'rk=activity',
      'rk=category',
      'rk=productivity&rt=Emacs',
      're=2026-11-21&rk=productivity',
      'pv=interval&rs=hour&rk=productivity',
    ]) {
      expect(await time('boss', team, finer)).toMatchObject(refused(400, 'too_fine'));
    }
    expect(await time('zoe', team, 'rk=productivity')).toMatchObject(refused(404, 'unknown_team'));
    expect(await as('ann', 'delete', `/api/v1/teams/${team}/members/me/name`)).toMatchObject({ status: 204 });
    expect(await time('boss', team, 'rk=productivity')).toMatchObject(refused(404, 'unknown_member'));
  });

  it('shows weeks that begin on Monday', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann');
    crew.app.setNow(NOON - 7 * DAY_MS);
    expect(await name('ann', team, { sharing: 'activities', by: 'week' })).toMatchObject({ status: 204 });
    crew.app.setNow(NOON + 2 * DAY_MS);
    const { status, text } = await time('boss', team, 'rk=activity&pv=interval');
    expect([status, text.trimEnd().split('\n').slice(1)]).toEqual([
      200,
      ['2026-11-16T00:00:00,5400,1,Emacs,Editing & IDEs,2', '2026-11-16T00:00:00,300,1,Steam,Games,-2'],
    ]);
  });
});
