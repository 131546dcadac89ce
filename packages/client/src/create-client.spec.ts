import { answerOf, type ClientOptions, createTimeledgerClient } from './create-client.js';
import { TimeledgerError } from './timeledger-error.js';

type Send = NonNullable<ClientOptions['fetch']>;

const answering = (status: number, body: unknown, headers: Record<string, string> = {}): Send => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return async () => new Response(text, { status, headers });
};
const clientOf = (fetch: Send, credential: object = {}) =>
  createTimeledgerClient({ baseUrl: 'http://time.test/', fetch, ...credential });

describe('a client', () => {
  it.each([
    [{ key: 'a' }, { authorization: 'Bearer a' }],
    [{ accessToken: 'b' }, { authorization: 'Bearer b' }],
    [{ adminToken: 'c' }, { authorization: 'Bearer c' }],
    [{ session: { csrfToken: 'd', cookie: 'timeledger_session=e' } }, { 'x-csrf-token': 'd', cookie: /session=e/ }],
    [{}, { authorization: null }],
  ])('with %j shows it in the headers', async (credential, expected) => {
    let sent: Request | undefined;
    const client = clientOf(async (request) => ((sent = request), new Response('{"keys":[]}')), credential);
    expect(await answerOf(client.GET('/api/v1/keys'))).toEqual({ keys: [] });
    expect(sent?.url).toBe('http://time.test/api/v1/keys');
    for (const [name, value] of Object.entries(expected)) {
      if (value === null) expect(sent?.headers.get(name)).toBeNull();
      else expect(sent?.headers.get(name)).toMatch(value);
    }
  });

  it.each([
    [
      'our own error',
      answering(400, { error: { code: 'invalid_request', message: 'No.', details: ['name must be a string'] } }),
      { status: 400, code: 'invalid_request', message: 'No.', details: ['name must be a string'] },
    ],
    [
      'a documented error',
      answering(429, { error: '# rate limit exceeded', messages: 'Wait.' }, { 'Retry-After': '12' }),
      { status: 429, code: 'rate_limit_exceeded', message: 'Wait.', retryAfterSeconds: 12 },
    ],
    [
      'an OAuth error',
      answering(401, { error: 'invalid_client', error_description: 'Who?' }),
      { status: 401, code: 'invalid_client', message: 'Who?' },
    ],
    ['a page', answering(502, '<h1>Bad gateway</h1>'), { status: 502, code: 'unknown', retryAfterSeconds: undefined }],
    [
      'no answer',
      async () => Promise.reject(new TypeError('fetch failed')),
      { status: 0, code: 'unreachable', message: 'The server did not answer.' },
    ],
  ])('makes one kind of error of %s', async (_, fetch, expected) => {
    const refused = await clientOf(fetch)
      .GET('/api/v1/keys')
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TimeledgerError);
    expect(refused).toMatchObject(expected);
  });
});
