import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** [file that imports, what it imports, whether the rules allow it] */
const IMPORTS: readonly (readonly [file: string, specifier: string, isAllowed: boolean])[] = [
  ['libs/domain/src/index.ts', '@app/event-store', false],
  ['libs/domain/src/index.ts', '@nestjs/common', false],
  ['libs/domain/src/index.ts', 'node:crypto', false],
  ['libs/domain/src/index.ts', '@clickhouse/client', false],
  ['libs/event-store/src/index.ts', '@eventstore/db-client', true],
  ['libs/event-store/src/index.ts', '@app/read-models', false],
  ['libs/event-store/src/index.ts', '@app/esdb-node', false],
  ['libs/read-models/src/index.ts', 'chdb/connection', true],
  ['libs/read-models/src/index.ts', '@eventstore/db-client', false],
  ['libs/projector/src/index.ts', '@app/read-models', true],
  ['libs/projector/src/index.ts', '@clickhouse/client', false],
  ['libs/projector/src/index.ts', '@nestjs/common', false],
  ['libs/esdb-node/src/index.ts', '@eventstore/db-client', false],
  ['libs/esdb-node/src/index.ts', '@eventstore/db-client/generated/streams_pb.js', true],
  ['libs/esdb-node/src/index.ts', '@app/domain', false],
  ['apps/api/src/main.ts', '@app/esdb-node', false],
  ['apps/api/src/compose.ts', '@app/esdb-node', true],
  ['apps/api/src/main.ts', '@clickhouse/client', false],
  ['apps/api/src/main.ts', '@app/domain/src/log/stream-names.js', false],
  ['apps/api/src/main.ts', '../../../libs/domain/src/index.js', false],
  ['apps/api/src/main.ts', '../../admin/src/main.js', false],
  ['apps/api/src/main.ts', '../../../apps/admin/src/main.js', false],
  ['apps/api/src/main.ts', '../../../tools/bench/src/main.js', false],
  ['apps/api/src/main.ts', '@app/settings', true],
  ['apps/admin/src/main.ts', '@app/settings', true],
  ['apps/admin/src/main.ts', '@app/domain', false],
  ['apps/admin/src/main.ts', '@nestjs/common', false],
  ['libs/settings/src/index.ts', '@app/domain', false],
  ['libs/read-models/src/index.ts', '@app/settings', false],
  ['apps/agent/src/main.ts', '@app/read-models', false],
  ['apps/agent/src/main.ts', '@nestjs/core', false],
  ['apps/agent/src/main.ts', '@app/client', true],
  ['apps/api/src/main.ts', '@app/client', false],
  ['packages/client/src/index.ts', '@app/domain', false],
  ['packages/client/src/index.ts', '../../../libs/domain/src/index.js', false],
  ['packages/client/src/index.ts', 'node:fs', false],
  ['packages/client/src/index.ts', 'openapi-fetch', true],
];

/**
 * Lints one line for each import, all in one process: ESLint cannot load its configuration inside
 * jest. Rules about types are off, because they would check each line with its whole program.
 */
const LINT = `
  import { ESLint } from 'eslint';
  const rules = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const found = [];
  for (const [filePath, specifier] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await rules.lintText("import '" + specifier + "';", { filePath });
    found.push(messages.every(({ ruleId }) => ruleId !== 'no-restricted-imports'));
  }
  console.log(JSON.stringify(found));
`;

describe('the import rules', () => {
  it('let in what belongs and refuse what does not', () => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    const arguments_ = ['--input-type=module', '--eval', LINT, JSON.stringify(IMPORTS)];
    const environment = { ...process.env, NODE_OPTIONS: '' };
    const found = JSON.parse(
      execFileSync(process.execPath, arguments_, { cwd: root, env: environment }).toString(),
    ) as boolean[];
    const verdicts = IMPORTS.map(([file, specifier], index) => [file, specifier, found[index]]);
    expect(verdicts).toEqual(IMPORTS);
  });
});
