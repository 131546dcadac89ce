import { startApp, type TestApp } from '../testing/start-app.js';

const KEY_NOT_FOUND = '{"error":"# key not found","messages":"key not found"}';
const TOKEN_NOT_FOUND = '{"error":"# token not found","messages":"token not found"}';

describe('the documented API', () => {
  let app: TestApp;
  let key: string;
  let token: string;
  let narrowToken: string;
  beforeAll(async () => {
    app = await startApp();
    const user = await app.createUser('owner@example.org');
    key = user.key;
    token = await app.issueToken(user.id, ['time_data']);
    narrowToken = await app.issueToken(user.id, ['highlight_data']);
  });
  afterAll(() => app.close());

  it('lets an application in whose token holds the scope, wherever it shows the token', async () => {
    await app.http.get('/api/oauth/data').query({ access_token: token }).expect(200);
    await app.http.get('/api/oauth/data').set('Authorization', `Bearer ${token}`).expect(200);
    await app.http.post('/api/oauth/data').type('form').send({ access_token: token }).expect(200);
    await app.http.post('/api/oauth/data.json').send({ access_token: token }).expect(200);
  });

  it('refuses a token without the scope, and says which is missing', async () => {
    const { status, body } = await app.http.get('/api/oauth/data').query({ access_token: narrowToken });
    expect(status).toBe(403);
    expect(body).toEqual({
      error: '# insufficient scope',
      messages: 'The user has not allowed this application time_data.',
    });
  });

  it('never takes a key for a token, nor a token for a key', async () => {
    for (const shown of [{ access_token: key }, { key }, { key: token }, {}]) {
      const { status, text } = await app.http.get('/api/oauth/data').query(shown);
      expect([status, text]).toEqual([401, TOKEN_NOT_FOUND]);
    }
    for (const shown of [{ key: token }, { access_token: token }, { access_token: key }, {}]) {
      const { status, text } = await app.http.get('/anapi/data').query(shown);
      expect([status, text]).toEqual([400, KEY_NOT_FOUND]);
    }
    await app.http.get('/api/v1/schedules').set('Authorization', `Bearer ${token}`).expect(401);
  });

  it.each(['/anapi/nothing', '/api/oauth/nothing', '/API/OAuth/nothing', '/anapi', '/api/oauth'])(
    'answers the documented error at %s, where nothing is',
    async (path) => {
      const { status, body } = await app.http.get(path);
      expect([status, body]).toEqual([404, { error: '# not found', messages: 'There is nothing at this address.' }]);
    },
  );
});
