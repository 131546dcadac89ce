import {
  accountDecider,
  type AccountEvent,
  accountStream,
  applicationDecider,
  clientStream,
  credentialDecider,
  credentialStream,
} from '@app/domain';
import { handleCommand } from '@app/event-store';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';
import { sha256 } from '../ground/secrets.js';

/** Much less than the time for which a feature remembers. */
const SOON_MS = 4_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const metadata = { now: 0, principalId: 'another process' };

const soon = (isSo: () => Promise<boolean>): Promise<boolean> => until('the change', isSo, SOON_MS);

describe('what another process changed', () => {
  it('closes a key here at once that it revoked', async () => {
    const { key } = await app.createUser('revoked@b.c');
    const ask = () => app.http.get('/anapi/has_key').query({ key });
    await ask().expect(200);
    const revoke = { type: 'RevokeCredential', data: {}, metadata } as const;
    await handleCommand(app.stores.eventStore, credentialStream(sha256(key)), credentialDecider, revoke);
    expect(await soon(async () => (await ask()).status === 400)).toBe(true);
  });

  it('closes the tokens of an application that it removed', async () => {
    const { id } = await app.createUser('removed@b.c');
    const { clientId, clientSecret } = await app.registerApplication();
    const code = await app.issueCode(id, clientId);
    const asked = { client_id: clientId, client_secret: clientSecret, grant_type: 'authorization_code', code };
    const redirect = { redirect_uri: 'https://app.example/done' };
    const { body } = await app.http
      .post('/oauth/token')
      .type('form')
      .send({ ...asked, ...redirect })
      .expect(200);
    const { access_token } = body as { access_token: string };
    const ask = () => app.http.get('/api/oauth/data').query({ access_token });
    await ask().expect(200);
    const remove = { type: 'RemoveApplication', data: {}, metadata } as const;
    await handleCommand(app.stores.eventStore, clientStream(clientId), applicationDecider, remove);
    expect(await soon(async () => (await ask()).status === 401)).toBe(true);
  });

  it('closes the tokens of an account that it closed', async () => {
    const { id } = await app.createUser('closed@b.c');
    const access_token = await app.issueToken(id, ['time_data']);
    const ask = () => app.http.get('/api/oauth/data').query({ access_token });
    await ask().expect(200);
    const close = { type: 'CloseAccount', data: {}, metadata } as const;
    await handleCommand(app.stores.eventStore, accountStream(id), accountDecider, close);
    expect(await soon(async () => (await ask()).status === 401)).toBe(true);
  });

  it('shows in an account', async () => {
    const { id, fullKey: key } = await app.createUser('moved@b.c');
    const zone = async () => {
      const { body } = await app.http.get('/api/v1/account').set('Authorization', `Bearer ${key}`).expect(200);
      return (body as { timeZone: string }).timeZone;
    };
    expect(await zone()).toBe('Europe/Berlin');
    const event: AccountEvent = { type: 'TimeZoneChanged', data: { timeZone: 'Asia/Kathmandu' } };
    let revision = -1n;
    for await (const stored of app.stores.eventStore.read(accountStream(id))) revision = stored.revision;
    await app.stores.eventStore.append(accountStream(id), [{ event, metadata }], revision);
    expect(await soon(async () => (await zone()) === 'Asia/Kathmandu')).toBe(true);
  });
});
