import type { Sharing } from '@app/domain';
import type { TestUser } from '../testing/app-actors.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const PEOPLE = ['boss', 'ann', 'bob', 'cy', 'dee', 'zoe'] as const;
type Who = (typeof PEOPLE)[number];
type Method = 'get' | 'post' | 'put' | 'delete';
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: { id: string; token: string; teams: object[]; error?: { code: string; message: string } };
}

let app: TestApp;
let users: Record<Who, TestUser>;

async function as(who: Who, method: Method, path: string, body?: object): Promise<Answer> {
  const { fullKey: key } = users[who];
  const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);
  return { status: answer.status, text: answer.text, body: answer.body as Answer['body'] };
}
const refused = (status: number, code: string) => ({ status, body: { error: { code } } });

async function createTeam(sharing: Sharing): Promise<string> {
  const { status, body } = await as('boss', 'post', '/api/v1/teams', { name: 'Crew', sharing });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.id;
}
const invite = async (team: string) => (await as('boss', 'post', `/api/v1/teams/${team}/invitations`)).body.token;
const accept = (who: Who, token: string, sharing: Sharing) =>
  as(who, 'post', `/api/v1/invitations/${token}/accept`, { sharing });
async function join(team: string, sharing: Sharing, ...members: Who[]): Promise<void> {
  for (const who of members) expect(await accept(who, await invite(team), sharing)).toMatchObject({ status: 200 });
}
const share = (team: string, sharing: Sharing) => as('boss', 'put', `/api/v1/teams/${team}/sharing`, { sharing });

beforeAll(async () => {
  app = await startApp();
  const opened = PEOPLE.map(async (who) => [who, await app.createUser(`${who}@example.org`)] as const);
  users = Object.fromEntries(await Promise.all(opened)) as typeof users;
  const record = async (who: Who, ...spans: [application: string, minutesAgo: number, minutes: number][]) => {
    const activities = spans.map(([application, minutesAgo, minutes], n) => {
      const startedAt = NOON - minutesAgo * 60_000;
      return { id: `${n}`, application, title: `title of ${who}`, startedAt, endedAt: startedAt + minutes * 60_000 };
    });
    const device = { id: who, machine: 'm', osUser: who };
    const answer = await as(who, 'post', '/agent/v1/activities', { device, source: 'computers', activities });
    expect(answer).toMatchObject({ status: 200, body: { accepted: spans.length } });
  };
  await record('ann', ['Emacs', 60, 30], ['Steam', 30, 5], ['Emacs', 24 * 60, 60]);
  await record('bob', ['Emacs', 60, 20]);
  await record('cy', ['Emacs', 60, 10], ['Steam', 30, 10]);
  await record('boss', ['Emacs', 60, 55]);
  await record('zoe', ['Emacs', 60, 55]);
  // In Cy's taxonomy, the applications of the others are games.
  const levelled = { productivity: -2 };
  expect(await as('cy', 'put', '/api/v1/taxonomy/activities/Emacs', levelled)).toMatchObject({ status: 204 });
  await app.caughtUp();
});
afterAll(() => app.close());
afterEach(() => app.setNow(NOON));

describe('a team', () => {
  it('is listed by who administers it and who joined, with what they share', async () => {
    const team = await createTeam('categories');
    await join(team, 'levels', 'ann');
    const crew = { id: team, name: 'Crew', sharing: 'categories' };
    const { body } = await as('ann', 'get', '/api/v1/teams');
    expect(body).toEqual({ teams: [{ ...crew, role: 'member', shares: 'levels' }] });
    expect((await as('ann', 'get', `/api/v1/teams/${team}`)).body).toEqual({
      ...crew,
      role: 'member',
      shares: 'levels',
    });
    expect((await as('boss', 'get', '/api/v1/teams')).body.teams).toContainEqual({
      ...crew,
      role: 'admin',
      shares: null,
    });
    const ann = {
      userId: users.ann.id,
      email: 'ann@example.org',
      shares: 'levels',
      joinedAt: '2026-11-21T11:00:00.000Z',
    };
    expect((await as('boss', 'get', `/api/v1/teams/${team}`)).body).toMatchObject({ role: 'admin', members: [ann] });
    await as('boss', 'delete', `/api/v1/teams/${team}`);
    expect((await as('ann', 'get', '/api/v1/teams')).body).toEqual({ teams: [] });
  });

  it('is unknown to who has nothing to do with it, or no more, in every address', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann', 'dee');
    expect(await as('dee', 'delete', `/api/v1/teams/${team}/members/me`)).toMatchObject({ status: 204 });
    const routes: [Method, string, object?][] = [
      ['get', ''],
      ['get', '/data'],
      ['post', '/invitations'],
      ['put', '/sharing', { sharing: 'activities' }],
      ['put', '/members/me', { sharing: 'activities' }],
      ['delete', '/members/me'],
      ['delete', `/members/${users.ann.id}`],
      ['delete', ''],
    ];
    const nowhere = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
    for (const [method, rest, body] of routes) {
      for (const [who, id] of [
        ...([
          ['zoe', team],
          ['dee', team],
          ['boss', nowhere],
        ] as const),
        ...([
          ['boss', 'x'],
          ['boss', `${team}%00`],
        ] as const),
      ]) {
        const answer = await as(who, method, `/api/v1/teams/${id}${rest}`, body);
        expect({ who, id, rest, ...answer }).toMatchObject(refused(404, 'unknown_team'));
      }
      expect((await app.http[method](`/api/v1/teams/${team}${rest}`).send(body)).status).toBe(401);
    }
    expect(await as('ann', 'get', `/api/v1/teams/${team}`)).toMatchObject({
      status: 200,
      body: { shares: 'activities' },
    });
  });

  it('is changed by its administrator only', async () => {
    const team = await createTeam('levels');
    await join(team, 'levels', 'ann', 'bob');
    for (const [method, rest, body] of [
      ['post', '/invitations'],
      ['put', '/sharing', { sharing: 'activities' }],
      ['delete', `/members/${users.bob.id}`],
      ['delete', ''],
    ] as [Method, string, object?][]) {
      const answer = await as('ann', method, `/api/v1/teams/${team}${rest}`, body);
      expect(answer).toMatchObject(refused(403, 'not_administrator'));
    }
    expect(await as('boss', 'delete', `/api/v1/teams/${team}/members/${users.bob.id}`)).toMatchObject({ status: 204 });
    expect(await as('bob', 'get', `/api/v1/teams/${team}`)).toMatchObject(refused(404, 'unknown_team'));
    const again = await as('boss', 'delete', `/api/v1/teams/${team}/members/${users.bob.id}`);
    expect(again).toMatchObject(refused(404, 'unknown_member'));
  });

  it.each([
    [{ sharing: 'levels' }, 'invalid_request'],
    [{ name: 7, sharing: 'levels' }, 'invalid_request'],
    [{ name: 'Crew' }, 'invalid_request'],
    [{ name: 'Crew', sharing: 'documents' }, 'invalid_request'],
    [{ name: 'Crew', sharing: ['levels'] }, 'invalid_request'],
    [{ name: '', sharing: 'levels' }, 'invalid_name'],
  ])('%j is refused with %s, and not listed', async (body, code) => {
    const before = (await as('dee', 'get', '/api/v1/teams')).body;
    expect(await as('dee', 'post', '/api/v1/teams', body)).toMatchObject(refused(400, code));
    expect((await as('dee', 'get', '/api/v1/teams')).body).toEqual(before);
  });
});

describe('an invitation', () => {
  it('says what would be shared, lets one user in, and is in no log', async () => {
    const team = await createTeam('categories');
    const token = await invite(team);
    const path = `/api/v1/invitations/${token}`;
    const shown = { name: 'Crew', sharing: 'categories', expiresAt: '2026-11-28T11:00:00.000Z' };
    expect(await as('ann', 'get', path)).toMatchObject({ status: 200, body: shown });
    expect((await app.http.get(path)).status).toBe(401);
    expect(await as('ann', 'post', `${path}/accept`)).toMatchObject(refused(400, 'invalid_request'));
    const raced = await Promise.all([accept('ann', token, 'categories'), accept('bob', token, 'categories')]);
    expect(raced.map(({ status }) => status).sort()).toEqual([200, 404]);
    const winner = raced[0]?.status === 200 ? 'ann' : 'bob';
    expect(await accept(winner, token, 'categories')).toMatchObject({ status: 200 });
    expect(await accept('cy', token, 'categories')).toMatchObject(refused(404, 'unknown_invitation'));
    expect(await as('cy', 'get', path)).toMatchObject(refused(404, 'unknown_invitation'));
    const another = await accept(winner, await invite(team), 'categories');
    expect(another).toMatchObject(refused(409, 'already_member'));
    expect(app.logged()).toContain('/api/v1/invitations/:token/accept');
    expect(app.logged()).not.toContain(token.split('.')[1]);
  });

  it('opens nothing after seven days, nor when it is made up', async () => {
    const team = await createTeam('levels');
    const token = await invite(team);
    const last = token.slice(-1) === '0' ? '1' : '0';
    for (const wrong of [`${token.slice(0, -1)}${last}`, token.split('.')[1], `${team}.`, 'x', `${team}.%00`]) {
      const answers = [
        await as('ann', 'get', `/api/v1/invitations/${wrong}`),
        await accept('ann', `${wrong}`, 'levels'),
      ];
      for (const answer of answers) expect(answer).toMatchObject(refused(404, 'unknown_invitation'));
    }
    app.setNow(NOON + 7 * DAY_MS - 1);
    expect(await as('ann', 'get', `/api/v1/invitations/${token}`)).toMatchObject({ status: 200 });
    app.setNow(NOON + 7 * DAY_MS);
    expect(await accept('ann', token, 'levels')).toMatchObject(refused(404, 'unknown_invitation'));
    expect((await as('ann', 'get', '/api/v1/teams')).body.teams).not.toContainEqual(
      expect.objectContaining({ id: team }),
    );
  });
});

describe('the report of a team', () => {
  const report = (who: Who, team: string, query = '') =>
    as(who, 'get', `/api/v1/teams/${team}/data?format=csv&${query}`);
  async function csv(who: Who, team: string, query: string): Promise<string[]> {
    const { status, text } = await report(who, team, query);
    expect({ status, text }).toMatchObject({ status: 200 });
    return text.trimEnd().split('\n').slice(1);
  }

  it('sums what members share, each classed by their own taxonomy, and counts them', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann', 'bob', 'cy');
    for (const who of ['boss', 'ann'] as const) {
      // Emacs: Ann's 30 and Bob's 20 minutes; Cy's 10 are distracting. Steam: Ann's 5 and Cy's 10.
      expect(await csv(who, team, 'rk=activity')).toEqual([
        '1,3000,2,Emacs,Editing & IDEs,2',
        '2,900,2,Steam,Games,-2',
        '3,600,1,Emacs,Editing & IDEs,-2',
      ]);
    }
    expect(await csv('bob', team, 'rk=category')).toEqual(['1,3600,3,Editing & IDEs', '2,900,2,Games']);
    expect(await csv('bob', team, 'rk=overview')).toEqual(['1,3600,3,Software Development', '2,900,2,Entertainment']);
    expect(await csv('bob', team, 'rk=productivity')).toEqual(['1,3000,2,2', '2,1500,2,-2']);
    expect(await csv('bob', team, 'rk=category&rt=Games')).toEqual(['1,900,2,Steam,Games,-2']);
    // (3000 s x 2 + 1500 s x -2) / 4500 s
    expect(await csv('bob', team, 'rk=efficiency&pv=interval&rs=day')).toEqual([
      '2026-11-21T00:00:00,4500,3,0.67,66.67',
    ]);
    const { status, text } = await as('ann', 'get', `/api/v1/teams/${team}/data?rk=productivity`);
    expect({ status, text }).toEqual({
      status: 200,
      text:
        '{"notes":"data is an array of arrays (rows), column names for rows in row_headers",' +
        '"row_headers":["Rank","Time Spent (seconds)","Number of People","Productivity"],"rows":[[1,3000,2,2],[2,1500,2,-2]]}',
    });
  });

  it('shows nothing finer than the administrator set, and never a document or a person', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann', 'bob', 'cy');
    const finer: [Sharing, string[]][] = [
      ['activities', ['rk=document', 'rk=activity&rt=Emacs', 'rk=productivity&ry=title%20of%20ann', 'pv=member']],
      ['categories', ['', 'rk=activity', 'rk=category&rt=Games', 'rk=productivity&rt=Steam']],
      ['levels', ['rk=category', 'rk=overview', 'taxonomy=category', 'rk=efficiency&pv=interval&tx=Steam']],
      ['nothing', ['rk=productivity', 'rk=efficiency&pv=interval']],
    ];
    for (const [sharing, queries] of finer) {
      await share(team, sharing);
      for (const query of queries) {
        const answer = await report('boss', team, query);
        expect({ sharing, query, ...answer }).toMatchObject(refused(403, 'not_shared'));
        expect(answer.text).not.toMatch(/emacs|steam|title/i);
      }
    }
    expect(await report('boss', team, 'rk=nonsense')).toMatchObject(refused(400, 'query_error'));
  });

  it('by categories or activities needs three members who share them; by levels it does not', async () => {
    const team = await createTeam('activities');
    await join(team, 'activities', 'ann', 'bob');
    await join(team, 'levels', 'cy');
    for (const query of ['rk=category', 'rk=overview', 'rk=activity', 'rk=category&rt=Games']) {
      const answer = await report('boss', team, query);
      expect(answer).toMatchObject(refused(403, 'too_few_members'));
    }
    expect(await csv('boss', team, 'rk=productivity')).toEqual(['1,3000,2,2', '2,1500,2,-2']);
    await as('cy', 'put', `/api/v1/teams/${team}/members/me`, { sharing: 'activities' });
    expect(await csv('boss', team, 'rk=category')).toEqual(['1,3600,3,Editing & IDEs', '2,900,2,Games']);
    await as('bob', 'delete', `/api/v1/teams/${team}/members/me`);
    expect(await report('boss', team, 'rk=category')).toMatchObject(refused(403, 'too_few_members'));
    expect(await csv('boss', team, 'rk=productivity')).toEqual(['1,1800,1,2', '2,1500,2,-2']);
  });

  it('exposes no member when the sharing is widened, and nothing once it is narrowed', async () => {
    const team = await createTeam('levels');
    const shownToCy = await invite(team);
    await join(team, 'levels', 'ann', 'bob');
    await share(team, 'categories');
    // Cy saw levels, and agrees to levels, though the team shares more by now.
    expect(await accept('cy', shownToCy, 'levels')).toMatchObject({ status: 200, body: { shares: 'levels' } });
    expect(await report('boss', team, 'rk=category')).toMatchObject(refused(403, 'too_few_members'));
    for (const who of ['ann', 'bob', 'cy'] as const) {
      const agreed = await as(who, 'put', `/api/v1/teams/${team}/members/me`, { sharing: 'activities' });
      expect(agreed).toMatchObject({ status: 204 });
      expect(await as(who, 'get', `/api/v1/teams/${team}`)).toMatchObject({ body: { shares: 'categories' } });
    }
    expect(await csv('boss', team, 'rk=category')).toHaveLength(2);
    await share(team, 'activities');
    expect(await report('boss', team, 'rk=activity')).toMatchObject(refused(403, 'too_few_members'));
    await share(team, 'levels');
    expect(await report('boss', team, 'rk=category')).toMatchObject(refused(403, 'not_shared'));
  });

  it('shows the time of a member from the day on which they joined', async () => {
    const team = await createTeam('levels');
    await join(team, 'levels', 'ann');
    const days = 'rk=productivity&pv=interval&rs=day&rb=2026-11-01';
    expect(await csv('boss', team, days)).toEqual(['2026-11-21T00:00:00,1800,1,2', '2026-11-21T00:00:00,300,1,-2']);
    app.setNow(NOON + DAY_MS);
    await join(team, 'levels', 'bob');
    expect(await csv('boss', team, days)).toHaveLength(2);
  });

  it('takes the schedules of who asks', async () => {
    const team = await createTeam('levels');
    await join(team, 'levels', 'ann', 'cy');
    const ranges = [{ weekdays: [6], from: '11:30', to: '12:00' }];
    const { body } = await as('boss', 'post', '/api/v1/schedules', { name: 'Late', ranges });
    const late = `rk=productivity&restrict_schedule_id=${body.id}`;
    expect(await csv('boss', team, late)).toEqual(['1,900,2,-2']);
    expect(await report('ann', team, late)).toMatchObject(refused(400, 'query_error'));
  });
});
