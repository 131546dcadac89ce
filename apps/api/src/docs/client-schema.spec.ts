import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documentWithoutStores } from '../document-without-stores.js';

/** What `npm run client:schema` writes, without touching the file. */
async function generatedSchema(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-schema-'));
  try {
    const [document, target] = [join(folder, 'openapi.json'), join(folder, 'schema.ts')];
    await writeFile(document, JSON.stringify(await documentWithoutStores()));
    const generator = join(process.cwd(), 'node_modules/openapi-typescript/bin/cli.js');
    const environment = { ...process.env, NODE_OPTIONS: '' };
    await promisify(execFile)(process.execPath, [generator, document, '--default-non-nullable=false', '-o', target], {
      env: environment,
    });
    return await readFile(target, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the types of packages/client', () => {
  it('are those of the routes; else run npm run client:schema', async () => {
    const committed = await readFile(join(process.cwd(), 'packages/client/src/schema.ts'), 'utf8');
    const generated = await generatedSchema();
    // A diff of thousands of lines says nothing: the first line that differs does.
    const lines = [committed.split('\n'), generated.split('\n')] as const;
    const first = lines[1].findIndex((line, index) => line !== lines[0][index]);
    expect([lines[0].length, lines[0][first]]).toEqual([lines[1].length, lines[1][first]]);
  });
});
