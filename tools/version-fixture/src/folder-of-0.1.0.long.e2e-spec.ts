import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './server.js';

const FIXTURE = fileURLToPath(new URL('../0.1.0', import.meta.url));
/** Five hundred requests, one after the other, of a started program. */
const PATIENCE_MS = 300_000;
const MAIN = fileURLToPath(new URL('../../../dist/apps/api/src/main.js', import.meta.url));

interface Fixture {
  readonly users: readonly { readonly key: string }[];
  readonly answers: readonly {
    readonly user: number;
    readonly path: string;
    readonly status: number;
    readonly type: string;
    readonly sha256: string;
  }[];
}

let dataDir: string;
let fixture: Fixture;

beforeAll(async () => {
  fixture = JSON.parse(await readFile(join(FIXTURE, 'answers.json'), 'utf8')) as Fixture;
  dataDir = await mkdtemp(join(tmpdir(), 'timeledger-0.1.0-'));
  execFileSync('tar', ['-xzf', join(FIXTURE, 'data.tar.gz'), '-C', dataDir]);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** The day on which version 0.1.0 was asked. */
const ASKED_ON = '2026-11-29';

/**
 * An answer without what came after version 0.1.0. An export shows events in their present shape:
 * activity of version 1 says that its ids are unique in the day. And this test uses the keys, which
 * the log notes once a day. An account says whether its address is verified, and a category
 * whether the user set its level.
 */
function asOf010(text: string): string {
  const isLater = (line: string) => line.includes('"type":"ApiKeyUsed"') && !line.includes(`"date":"${ASKED_ON}"`);
  const lines = text.split('\n').filter((line) => !isLater(line));
  return lines
    .join('\n')
    .replaceAll('"idScope":"day"', '')
    .replaceAll(',}', '}')
    .replaceAll(/,"isLevelOwn":(?:true|false)/g, '')
    .replace(/"isEmailVerified":(?:true|false),/, '');
}

/** Version 0.3 shows the teams of a user in another shape, so only status and type are the same. */
const OTHER_SHAPE = '/api/v1/teams';

/**
 * Starts on the folder. Resolves to the requests whose answers differ from those of version 0.1.0.
 */
async function differences(): Promise<string[]> {
  const server = await startServer(MAIN, dataDir);
  try {
    await server.caughtUp();
    const different: string[] = [];
    for (const { user, path, ...known } of fixture.answers) {
      const { text, ...answer } = await server.ask('GET', path, { bearer: fixture.users[user]?.key ?? '' });
      const sha256 = createHash('sha256').update(asOf010(text)).digest('hex');
      const isOther = sha256 !== known.sha256 && path !== OTHER_SHAPE;
      if (isOther || answer.status !== known.status || answer.type !== known.type) different.push(path);
    }
    return different;
  } finally {
    await server.stop();
  }
}

describe('a data folder that version 0.1.0 wrote', () => {
  it('holds more than 500 answers, most of them reports', () => {
    expect(fixture.answers.length).toBeGreaterThan(500);
    expect(
      fixture.answers.filter(({ status, path }) => status === 200 && path.includes('/data?')).length,
    ).toBeGreaterThan(400);
  });

  it('answers every request to the byte', async () => expect(await differences()).toEqual([]), PATIENCE_MS);

  it(
    'answers every request to the byte after its tables were projected again from its log',
    async () => {
      await rm(join(dataDir, 'clickhouse'), { recursive: true });
      expect(await differences()).toEqual([]);
    },
    PATIENCE_MS,
  );
});
