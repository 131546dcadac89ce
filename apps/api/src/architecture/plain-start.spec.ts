import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What most servers never use. Each takes 5 to 20 MB of memory, and time at the start. */
const AT_FIRST_USE = ['@simplewebauthn/server', '@zxcvbn-ts/language-common', 'nodemailer', 'chdb'];

/** The packages that a source loads together with itself. Types load nothing. */
function loadedBy(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isLoaded =
      ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    return isLoaded && ts.isStringLiteral(statement.moduleSpecifier) ? [statement.moduleSpecifier.text] : [];
  });
}

it('a plain start loads no library that most servers never use', () => {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const own = paths.filter(
    (path) => /\.tsx?$/.test(path) && !/\.(spec|contract|e2e-spec|d)\.ts$|(^|\/)testing\//.test(path),
  );
  const loaded = own.flatMap((path) => loadedBy(join(SOURCES, path)).map((name) => ({ path, name })));
  const early = loaded.filter(({ name }) => AT_FIRST_USE.some((one) => name === one || name.startsWith(`${one}/`)));
  expect(loaded.length).toBeGreaterThan(1_000);
  expect(early).toEqual([]);
});
