import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixtureUser, writeHistory } from './history.js';
import { requestsFor } from './requests.js';
import { type Server, startServer } from './server.js';

/**
 * Writes the fixture of a version: its data folder, and its answers. Run it with the program of
 * that version:
 *
 *     main.js <built main.js of the API> <folder of the fixture>
 */
const [main = '', target = ''] = process.argv.slice(2);
const dataDir = await mkdtemp(join(tmpdir(), 'timeledger-fixture-'));
const first = await startServer(main, dataDir);
const users = await writeHistory(first).finally(() => first.stop());
// After a second start, the answers come from the folder and not from the memory of the first
// process.
const second = await startServer(main, dataDir);
await mkdir(target, { recursive: true });
try {
  await second.caughtUp();
  const answers = await answersOf(second, users);
  await writeFile(join(target, 'answers.json'), `${JSON.stringify({ users, answers }, undefined, 1)}\n`);
} finally {
  await second.stop();
}
execFileSync('tar', ['-czf', join(target, 'data.tar.gz'), '-C', dataDir, '.']);
await rm(dataDir, { recursive: true });

/** Each request with the status, content type and SHA-256 of its answer. */
async function answersOf(server: Server, asking: readonly FixtureUser[]): Promise<object[]> {
  const answers: object[] = [];
  for (const { path, user } of requestsFor(asking)) {
    const { status, type, text } = await server.ask('GET', path, { bearer: asking[user]?.key ?? '' });
    answers.push({ user, path, status, type, sha256: createHash('sha256').update(text).digest('hex') });
  }
  return answers;
}
