import { NOON } from '../testing/start-app.js';
import { type Method, refused, teamCrew } from '../testing/team-crew.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const PEOPLE = ['boss', 'ann', 'bob', 'cy', 'dee', 'zoe'] as const;

const crew = teamCrew(PEOPLE);
const { as, createTeam, invite, accept, join } = crew;

describe('a team', () => {
  it('is listed by who administers it and who joined, with what they share', async () => {
    const team = await createTeam('categories');
    await join(team, 'levels', 'ann');
    const listed = { id: team, name: 'Crew', sharing: 'categories', named: null };
    const { body } = await as('ann', 'get', '/api/v1/teams');
    expect(body).toEqual({ teams: [{ ...listed, role: 'member', shares: 'levels' }] });
    expect((await as('ann', 'get', `/api/v1/teams/${team}`)).body).toEqual({
      ...{ ...listed, role: 'member', shares: 'levels', unlisted: 0, mailsInvitations: false },
      members: [{ userId: crew.users.ann.id, email: 'ann@example.org', named: null }],
    });
    expect((await as('boss', 'get', '/api/v1/teams')).body.teams).toContainEqual({
      ...listed,
      role: 'admin',
      shares: null,
    });
    const ann = {
      userId: crew.users.ann.id,
      email: 'ann@example.org',
      named: null,
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
      ['get', '/weeks'],
      ['get', `/members/${crew.users.ann.id}/data`],
      ['put', '/members/me/name', { sharing: 'levels', by: 'week' }],
      ['delete', '/members/me/name'],
      ['post', '/invitations'],
      ['put', '/sharing', { sharing: 'activities' }],
      ['put', '/members/me', { sharing: 'activities' }],
      ['delete', '/members/me'],
      ['delete', `/members/${crew.users.ann.id}`],
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
      expect((await crew.app.http[method](`/api/v1/teams/${team}${rest}`).send(body)).status).toBe(401);
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
      ['delete', `/members/${crew.users.bob.id}`],
      ['delete', ''],
    ] as [Method, string, object?][]) {
      const answer = await as('ann', method, `/api/v1/teams/${team}${rest}`, body);
      expect(answer).toMatchObject(refused(403, 'not_administrator'));
    }
    expect(await as('boss', 'delete', `/api/v1/teams/${team}/members/${crew.users.bob.id}`)).toMatchObject({
      status: 204,
    });
    expect(await as('bob', 'get', `/api/v1/teams/${team}`)).toMatchObject(refused(404, 'unknown_team'));
    const again = await as('boss', 'delete', `/api/v1/teams/${team}/members/${crew.users.bob.id}`);
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
    const shown = {
      ...{ name: 'Crew', sharing: 'categories', expiresAt: '2026-11-28T11:00:00.000Z' },
      ...{ invitedBy: 'boss@example.org', members: [], unlisted: 0 },
    };
    expect(await as('ann', 'get', path)).toMatchObject({ status: 200, body: shown });
    expect((await crew.app.http.get(path)).status).toBe(401);
    expect(await as('ann', 'post', `${path}/accept`)).toMatchObject(refused(400, 'invalid_request'));
    const raced = await Promise.all([accept('ann', token, 'categories'), accept('bob', token, 'categories')]);
    expect(raced.map(({ status }) => status).sort()).toEqual([200, 404]);
    const winner = raced[0]?.status === 200 ? 'ann' : 'bob';
    expect(await accept(winner, token, 'categories')).toMatchObject({ status: 200 });
    expect(await accept('cy', token, 'categories')).toMatchObject(refused(404, 'unknown_invitation'));
    expect(await as('cy', 'get', path)).toMatchObject(refused(404, 'unknown_invitation'));
    const another = await accept(winner, await invite(team), 'categories');
    expect(another).toMatchObject(refused(409, 'already_member'));
    expect(crew.app.logged()).toContain('/api/v1/invitations/:token/accept');
    expect(crew.app.logged()).not.toContain(token.split('.')[1]);
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
    crew.app.setNow(NOON + 7 * DAY_MS - 1);
    expect(await as('ann', 'get', `/api/v1/invitations/${token}`)).toMatchObject({ status: 200 });
    crew.app.setNow(NOON + 7 * DAY_MS);
    expect(await accept('ann', token, 'levels')).toMatchObject(refused(404, 'unknown_invitation'));
    expect((await as('ann', 'get', '/api/v1/teams')).body.teams).not.toContainEqual(
      expect.objectContaining({ id: team }),
    );
  });
});
