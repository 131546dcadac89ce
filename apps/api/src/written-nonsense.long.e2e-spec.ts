import { alertStream, highlightStream, scheduleStream, taxonomyStream } from '@app/domain';
import type { TestUser } from './testing/app-actors.js';
import { startApp, type TestApp } from './testing/start-app.js';

const WORK = { name: 'Work', ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };
const MUCH = { comparison: 'more-than', hours: 4, subject: { kind: 'total' } };
const DONE = { description: 'Released', date: '2026-11-20' };

/**
 * An attacker on the network of the event store wrote to a user's streams what no version of ours
 * writes.
 */
describe('nonsense in a user’s streams', () => {
  let app: TestApp;
  let user: TestUser;
  beforeAll(async () => {
    app = await startApp();
    user = await app.createUser('nonsense@example.org');
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'put', path: string) =>
    app.http[method](path).set('Authorization', `Bearer ${user.fullKey}`);
  const write = (stream: string, revision: bigint, ...types: string[]) =>
    app.stores.eventStore.append(
      stream,
      types.map((type) => ({
        event: { type, data: { id: 'x', ranges: 7, rules: {} } },
        metadata: { now: 0, principalId: 'somebody' },
      })),
      revision,
    );

  it.each([
    ['schedules', scheduleStream, ['ScheduleCreated', 'ScheduleMoved'], WORK],
    ['alerts', alertStream, ['AlertDefined', 'AlertTriggered'], MUCH],
    ['highlights', highlightStream, ['HighlightPosted', 'HighlightLiked'], DONE],
  ])('leaves their %s as they are, and the next one a number of its own', async (name, streamOf, types, body) => {
    const path = `/api/v1/${name}`;
    const { body: first } = await call('post', path).send(body).expect(201);
    const { body: before } = await call('get', path).expect(200);
    await write(streamOf(user.id), 0n, ...types);
    expect((await call('get', path).expect(200)).body).toEqual(before);
    const { body: second } = await call('post', path).send(body).expect(201);
    expect([first, second]).toMatchObject([{ id: 1 }, { id: 4 }]);
  });

  it('leaves their taxonomy as it is', async () => {
    const path = '/api/v1/taxonomy/activities/vim';
    await call('put', path).send({ productivity: -2 }).expect(204);
    const { body: before } = await call('get', '/api/v1/taxonomy').expect(200);
    await write(taxonomyStream(user.id), 0n, 'DocumentRulesSet', 'CategoryMoved');
    expect((await call('get', '/api/v1/taxonomy').expect(200)).body).toEqual(before);
    await call('put', path).send({ productivity: 2 }).expect(204);
  });
});
