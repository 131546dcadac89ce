import { once } from 'node:events';
import { connect } from 'node:net';
import { startApp, type TestApp } from '../testing/start-app.js';

const MANY_LETTERS = 'x'.repeat(100_000);

let app: TestApp;
let port: number;
beforeAll(async () => {
  app = await startApp();
  port = Number(new URL(await app.listen()).port);
});
afterAll(() => app.close());

/** The server's answer to these bytes, until it closes the connection. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(bytes);
  await once(socket, 'end');
  socket.destroy();
  return answer;
}

describe('a request that Node refuses', () => {
  it('for the length of its address has a body in the form of the documented API', async () => {
    for (let time = 0; time < 20; time++) {
      const { status, type, body } = await app.http.get(`/anapi/data?restrict_thing=${MANY_LETTERS}`);
      expect({ status, type, body: body as unknown }).toEqual({
        status: 431,
        type: 'application/json',
        body: { error: '# headers too large', messages: 'The address and headers of the request are too long.' },
      });
    }
  });

  it('for the length of its headers has a body in the form of our own contract', async () => {
    const { status, body } = await app.http.get('/api/v1/status').set('X-Letters', MANY_LETTERS);
    const error = { code: 'headers_too_large', message: 'The address and headers of the request are too long.' };
    expect({ status, body: body as unknown }).toEqual({ status: 431, body: { error } });
  });

  it('because it is not HTTP is told so', async () => {
    const answer = await answerTo('nonsense\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    const error = { code: 'malformed_request', message: 'The request is not valid HTTP.' };
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toEqual({ error });
  });

  it('leaves the server answering others', async () => {
    await app.http.get('/health/live').expect(200);
  });
});
