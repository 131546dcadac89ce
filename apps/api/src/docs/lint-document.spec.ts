import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documentWithoutStores } from '../document-without-stores.js';

interface Problem {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
}

/**
 * Runs Redocly's linter with its recommended rules. It sends no telemetry, asks for no update,
 * reads no ignore file.
 */
async function problemsOf(document: unknown): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    const cli = join(process.cwd(), 'node_modules/@redocly/cli/bin/cli.js');
    const options = ['--extends', 'recommended', '--format', 'json', '--max-problems', '1000'];
    const environment = {
      ...{ PATH: process.env.PATH, HOME: folder, NODE_ENV: 'production' },
      ...{ REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      // A proxy where nothing listens: if the linter tried to reach another host, it could not.
      ...{ HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' },
    };
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'lint', file, ...options], {
      cwd: folder,
      env: environment,
    }).catch((error: unknown) => error as { stdout: string });
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    return problems.map(({ ruleId, severity, message }) => `${severity} ${ruleId}: ${message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the linter of OpenAPI documents', () => {
  it('finds nothing to say about our document', async () => {
    expect(await problemsOf(await documentWithoutStores())).toEqual([]);
  });

  it('finds what is wrong, so that its silence means something', async () => {
    const { paths, ...rest } = await documentWithoutStores();
    const broken = { ...rest, paths: { '/broken/{id}': { get: { responses: {} } }, ...paths } };
    expect(await problemsOf(broken)).toContainEqual(expect.stringMatching(/^error operation-summary/));
  });
});
