import { readFileSync } from 'node:fs';
import { completeLock, entryOf, missingOptionalPackages } from './complete-lock.mjs';

const committedLock = () => JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

describe('package-lock.json', () => {
  it('holds the binaries of every platform, so that `npm ci` accepts it', () => {
    const missing = missingOptionalPackages(committedLock()).map(
      ({ name, neededBy }) => `${name} (of ${neededBy}) is missing: run \`npm run lock\` and commit package-lock.json`,
    );
    expect(missing).toEqual([]);
  });

  it('has its entries in the order in which npm writes them', () => {
    const lock = committedLock();
    const paths = Object.keys(lock.packages);
    completeLock(lock);
    expect(Object.keys(lock.packages)).toEqual(paths);
  });
});

describe('completing a lock', () => {
  it('writes again what npm dropped', () => {
    const lock = committedLock();
    const whole = JSON.stringify(lock);
    const dropped = ['lib-darwin-arm64', 'lib-darwin-x64', 'lib-linux-arm64-gnu'].map((name) => `@chdb/${name}`);
    for (const name of dropped) delete lock.packages[`node_modules/${name}`];
    expect(completeLock(lock)).toEqual(dropped);
    expect(JSON.stringify(lock)).toBe(whole);
  });

  it('finds a package beside the one that needs it, and above', () => {
    const needs = { optionalDependencies: { x: '1.0.0' } };
    const missingFrom = (packages) => missingOptionalPackages({ packages }).map(({ neededBy }) => neededBy);
    expect(missingFrom({ 'node_modules/a': needs, 'node_modules/a/node_modules/x': {} })).toEqual([]);
    expect(missingFrom({ 'node_modules/a/node_modules/@s/b': needs, 'node_modules/x': {} })).toEqual([]);
    expect(missingFrom({ 'node_modules/a/node_modules/@s/b': needs, 'node_modules/c/node_modules/x': {} })).toEqual([
      '@s/b',
    ]);
    expect(missingFrom({ '': needs })).toEqual(['package.json']);
  });

  it.each([
    ['a range', { name: '@a/b-linux-x64', version: '^1.0.0' }],
    ['a name without a system', { name: '@a/b-x64', version: '1.0.0' }],
    ['a name without a processor', { name: '@a/b-linux', version: '1.0.0' }],
  ])('refuses %s', (_, { name, version }) => {
    expect(() => entryOf({ name, version, neededBy: 'a' })).toThrow('does not say its platform');
  });
});
