import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The compiled programs. `scripts/ensure.mjs` builds them before every test run. */
const DIST = join(process.cwd(), 'dist');

const compiled = () => readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));

/** The files that a compiled file imports by a relative path. */
const importsOf = (path: string) =>
  [...readFileSync(join(DIST, path), 'utf8').matchAll(/^(?:import|export)\b.*?from "(\.{1,2}\/[^"]+)";$/gm)].map(
    ([, specifier = '']) => join(DIST, dirname(path), specifier),
  );

describe('the folder dist', () => {
  it.each(['api', 'admin', 'agent', 'projector'])('holds the program %s', (app) => {
    expect(existsSync(join(DIST, `apps/${app}/src/main.js`))).toBe(true);
  });

  it('holds no test, no test support and no tool', () => {
    const others = /(^|\/)(testing|test|tools|bench|__snapshots__)\/|\.(spec|contract|e2e-spec)\.js$/;
    expect(compiled().filter((path) => others.test(path))).toEqual([]);
  });

  it('holds every file that one of its files imports', () => {
    const missing = compiled().flatMap((path) =>
      importsOf(path)
        .filter((target) => !existsSync(target))
        .map((target) => `${path} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('is all of our code that the image gets', () => {
    const copied = readFileSync('Dockerfile', 'utf8').match(/^COPY --from=build .*$/gm);
    expect(copied).toEqual(['COPY --from=build /app/dist dist', 'COPY --from=build /app/dist-web dist-web']);
  });
});
