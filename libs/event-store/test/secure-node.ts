import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { runProgram } from '../../esdb-node/src/testing/program-run.js';

const ADMIN_PASSWORD = 'correct horse';
const USER_PASSWORD = 'battery staple';

/** The node as a program with TLS, its administrator, and a user without any right of its own. */
export interface SecureNode {
  readonly admin: string;
  readonly user: string;
  readonly withWrongPassword: string;
  stop(): Promise<void>;
}

export async function startSecureNode(): Promise<SecureNode> {
  const dir = await mkdtemp(join(tmpdir(), 'timeledger-secure-'));
  const file = (name: string) => join(dir, name);
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  writeFileSync(file('cert.pem'), cert);
  writeFileSync(file('key.pem'), key);
  writeFileSync(file('users'), `timeledger:${USER_PASSWORD}\n`);
  const tls = ['--tls-cert', file('cert.pem'), '--tls-key', file('key.pem')];
  const program = await runProgram(file('log'), ['--name', 'localhost', '--users', file('users'), ...tls], {
    ESDB_NODE_ADMIN_PASSWORD: ADMIN_PASSWORD,
  });
  const connectionOf = (user: string, password: string) =>
    `esdb://${user}:${encodeURIComponent(password)}@localhost:${program.port}?tls=true&tlsCAFile=${file('cert.pem')}`;
  return {
    admin: connectionOf('admin', ADMIN_PASSWORD),
    user: connectionOf('timeledger', USER_PASSWORD),
    withWrongPassword: connectionOf('timeledger', 'wrong'),
    async stop() {
      await program.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
