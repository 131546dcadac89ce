import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { endPrograms, startNode } from './testing/programs.js';
import { startStubServer } from './testing/stub-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';

const MAIN = join(process.cwd(), 'dist/apps/agent/src/main.js');
const KEY = 'key-of-the-test';

async function doctor(folder: string, server: string, more: string[], env: NodeJS.ProcessEnv = {}) {
  const words = ['doctor', '--server', server, '--data-dir', folder, '--display', '127.0.0.1:9', ...more];
  const { ended, output } = startNode([MAIN, ...words], { TIMELEDGER_KEY: KEY, ...env });
  const code = await ended;
  return { code, text: output() };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function listening<S extends Server>(server: S): Promise<S> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

afterEach(endPrograms);

describe('the way to the server', () => {
  it('goes through the proxy of the environment, but not to this machine', () =>
    withTemporaryFolder(async (folder) => {
      const stub = await startStubServer();
      const asked: (string | undefined)[] = [];
      const proxy = await listening(createServer());
      proxy.on('connect', (request, socket) => {
        asked.push(request.url);
        const onward = connect(Number(stub.url.port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        for (const end of [onward, socket]) end.on('error', () => undefined);
      });
      const env = { HTTP_PROXY: `http://name:secret@127.0.0.1:${portOf(proxy)}` };
      const far = await doctor(folder, 'http://time.example', [], env);
      expect(far.text).toMatch(/ok {3}proxy +by HTTP_PROXY\n/);
      expect(far.text).toMatch(/FAIL address +http:\/\/ sends the key/);
      expect(far.text).toMatch(/ok {3}server +reachable, key accepted/);
      expect(far.text).not.toContain('secret');
      expect(asked).toEqual(['time.example:80']);
      await doctor(folder, stub.url.href, [], env);
      await doctor(folder, 'http://near.example', [], { ...env, NO_PROXY: 'near.example' });
      expect(asked).toHaveLength(1);
      expect(stub.calls).toHaveLength(2);
      proxy.closeAllConnections();
      proxy.close();
      await stub.close();
    }));

  it('trusts the certificates of --ca-file, and no other stranger', () =>
    withTemporaryFolder(async (folder) => {
      const made = await generate([{ name: 'commonName', value: 'localhost' }], {
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
      });
      const server = await listening(
        createTlsServer({ key: made.private, cert: made.cert }, (_request, response) => {
          response.writeHead(400, { 'content-type': 'application/json' });
          response.end('{"error":{"code":"invalid_request","message":"No activities."}}');
        }),
      );
      const file = join(folder, 'ca.pem');
      await writeFile(file, made.cert);
      const address = `https://localhost:${portOf(server)}`;
      expect((await doctor(folder, address, [])).text).toMatch(/FAIL server +the server cannot be reached/);
      expect((await doctor(folder, address, ['--ca-file', file])).text).toMatch(
        /ok {3}server +reachable, key accepted/,
      );
      const wrong = await doctor(folder, address, ['--ca-file', MAIN]);
      expect(wrong).toEqual({ code: 2, text: `error: --ca-file ${MAIN} holds no certificate (PEM)\n` });
      server.closeAllConnections();
      server.close();
    }));
});
