import { answerOf, createTimeledgerClient, TimeledgerError } from '@app/client';
import { type DemoPerson, newPassword, NoDemoFolderError } from './demo-folder.js';
import { PEOPLE, type Person } from './people.js';

const MEETINGS = { overview: 'Communication & Scheduling', category: 'Meetings' };

interface Place {
  readonly baseUrl: string;
  readonly adminToken: string;
  readonly timeZone: string;
}

/** Makes the three accounts, what each has set, and their team. Resolves to the people. */
export async function makePeople(place: Place): Promise<DemoPerson[]> {
  const people: DemoPerson[] = [];
  for (const person of PEOPLE) people.push(await makePerson(place, person));
  await makeTeam(place.baseUrl, people);
  return people;
}

async function makePerson({ baseUrl, adminToken, timeZone }: Place, person: Person): Promise<DemoPerson> {
  const admin = createTimeledgerClient({ baseUrl, adminToken });
  const [email, password] = [`${person.name}@demo.example`, newPassword()];
  const { id } = await answerOf(admin.POST('/api/v1/users', { body: { email, timeZone, password } })).catch(
    (error: unknown) => {
      if (!(error instanceof TimeledgerError) || error.code !== 'email_taken') throw error;
      throw new NoDemoFolderError('An earlier start of the demo was cut off. Delete its folder and start again.');
    },
  );
  const keyOf = async (kind: 'agent' | 'full') => {
    const params = { path: { id } };
    return (await answerOf(admin.POST('/api/v1/users/{id}/keys', { params, body: { name: person.machine, kind } })))
      .key;
  };
  const made = { name: person.name, email, password, agentKey: await keyOf('agent'), fullKey: await keyOf('full') };
  await choose(createTimeledgerClient({ baseUrl, key: made.fullKey }), person);
  return made;
}

/** The categories, the goals and the alerts of a person. */
async function choose(client: ReturnType<typeof createTimeledgerClient>, person: Person): Promise<void> {
  for (const { overview, category, productivity, activities } of person.categories) {
    const params = { path: { overview, category } };
    await client.PUT('/api/v1/taxonomy/categories/{overview}/{category}', { params, body: { productivity } });
    for (const activity of activities)
      await client.PUT('/api/v1/taxonomy/activities/{activity}', {
        ...{ params: { path: { activity } }, body: { category: { overview, category } } },
      });
  }
  for (const name of new Set(person.meetings.map((meeting) => meeting.name)))
    await client.PUT('/api/v1/taxonomy/activities/{activity}', {
      ...{ params: { path: { activity: name } }, body: { category: MEETINGS } },
    });
  for (const body of person.goals) await client.POST('/api/v1/goals', { body });
  for (const body of person.alerts) await client.POST('/api/v1/alerts', { body });
}

/**
 * The manager has a team. A table of a week needs five members, so its members are seen by name.
 */
async function makeTeam(baseUrl: string, people: readonly DemoPerson[]): Promise<void> {
  const clientOf = ({ fullKey }: DemoPerson) => createTimeledgerClient({ baseUrl, key: fullKey });
  const manager = people.at(-1);
  if (!manager) return;
  const team = await answerOf(
    clientOf(manager).POST('/api/v1/teams', { body: { name: 'Ledger', sharing: 'categories' } }),
  );
  for (const member of people.slice(0, -1)) {
    const params = { path: { id: team.id } };
    const { token } = await answerOf(clientOf(manager).POST('/api/v1/teams/{id}/invitations', { params }));
    const body = { sharing: 'categories' } as const;
    await clientOf(member).POST('/api/v1/invitations/{token}/accept', { params: { path: { token } }, body });
    await clientOf(member).PUT('/api/v1/teams/{id}/members/me/name', {
      ...{ params, body: { sharing: 'categories', by: 'day' } },
    });
  }
}
