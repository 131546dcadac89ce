import type { Sharing } from '@app/domain';
import type { TestUser } from './app-actors.js';
import { NOON, startApp, type TestApp } from './start-app.js';

export type Method = 'get' | 'post' | 'put' | 'delete';

export interface CrewAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: { id: string; token: string; teams: object[]; error?: { code: string; message: string } };
}

/** A refusal, to compare an answer with. */
export const refused = (status: number, code: string) => ({ status, body: { error: { code } } });

/**
 * An application under test with these users. `boss` makes and invites. It starts before the tests
 * of the file and closes after them; after each test it is noon again.
 */
export function teamCrew<Who extends string>(people: readonly (Who | 'boss')[]) {
  let app: TestApp;
  let users: Record<Who | 'boss', TestUser>;

  beforeAll(async () => {
    app = await startApp();
    const opened = people.map(async (who) => [who, await app.createUser(`${who}@example.org`)] as const);
    users = Object.fromEntries(await Promise.all(opened)) as typeof users;
  });
  afterAll(() => app.close());
  afterEach(() => app.setNow(NOON));

  async function as(who: Who | 'boss', method: Method, path: string, body?: object): Promise<CrewAnswer> {
    const { fullKey: key } = users[who];
    const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);
    return { status: answer.status, text: answer.text, body: answer.body as CrewAnswer['body'] };
  }
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
  return {
    ...{ as, createTeam, invite, accept, join },
    get app() {
      return app;
    },
    get users() {
      return users;
    },
  };
}
