import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { withTemporaryFolder } from '../../testing/temporary-folder.js';
import { runCommandLine } from '../command-line.js';
import { COMMANDS } from '../commands.js';

const KEY = 'key-that-no-output-may-hold';
const ASKING = [['today'], ['today', '--json'], ['focus', 'start'], ['focus', 'stop'], ['focus', 'status', '--json']];
const PAGE = '<!doctype html><script>alert(1)</script>';
const STRANGE = 'error: the answer is not from a Timeledger server (a proxy, a login page?)\n';

/** Runs a command against a server that answers each call in this way. */
async function run(words: string[], answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let [stdout, stderr, code] = ['', '', -1];
  try {
    await withTemporaryFolder(async (folder) => {
      const asked = [...words, '--server', `http://127.0.0.1:${port}/base`, '--data-dir', folder];
      code = await runCommandLine(asked, {
        ...{ commands: COMMANDS, platform: 'linux', program: ['agent'], readInput: () => '' },
        env: { HOME: folder, TIMELEDGER_KEY: KEY },
        writeOut: (text) => (stdout += text),
        writeErr: (text) => (stderr += text),
      });
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
  expect(stdout + stderr).not.toContain(KEY);
  return { code, stdout, stderr };
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(body);
  };
const refusing = (status: number, code: string, message: string) =>
  answering(status, JSON.stringify({ error: { code, message } }));

describe.each(ASKING)('the command %s %s', (...given: (string | undefined)[]) => {
  const words = given.filter((word) => word !== undefined);

  it.each([
    ['a page', answering(200, PAGE), STRANGE],
    ['a list', answering(200, '[]'), STRANGE],
    ['an object without fields', answering(200, '{}'), STRANGE],
    ['fields of wrong kinds', answering(200, '{"date":"x","seconds":"1","levels":{},"focus":7}'), STRANGE],
    ['a page as refusal', answering(403, PAGE), 'error: The server answered with status 403.\n'],
    [
      'a way to another server',
      answering(302, '', { location: 'https://evil.example/' }),
      expect.stringContaining('302'),
    ],
    ['a refusal', refusing(400, 'premium_feature', 'A premium\u001b[2J\nfeature.'), 'error: A premium [2J feature.\n'],
    ['no answer', (response: ServerResponse) => void response.destroy(), 'error: The server did not answer.\n'],
  ])('ends with 1 and a sentence after %s', async (_title, answer, stderr) => {
    expect(await run(words, answer)).toEqual({ code: 1, stdout: '', stderr });
  });

  it('ends with 3 when the server refuses the key', async () => {
    const answer = refusing(401, 'key_not_found', 'The API key is unknown.');
    expect(await run(words, answer)).toEqual({ code: 3, stdout: '', stderr: 'error: The API key is unknown.\n' });
  });
});

it('focus start says that no agent runs on this computer', async () => {
  expect(await run(['focus', 'start', '25'], answering(204, ''))).toEqual({
    code: 0,
    stdout: 'a focus session runs for 25 minutes\n',
    stderr: 'no agent runs here: on this computer nothing is kept away\n',
  });
});
