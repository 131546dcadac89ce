/**
 * The suffix of a test says what it needs: `.spec` nothing (pure code), `.contract` one adapter on its real store,
 * `.e2e-spec` the whole server. `.long` before the suffix keeps a test out of `npm test`: crashes, full disks, browsers,
 * several processes, and every run of the whole server but a few journeys.
 */
const every = {
  testEnvironment: '<rootDir>/scripts/closing-environment.mjs',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/packages', '<rootDir>/tools', '<rootDir>/scripts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@app/client$': '<rootDir>/packages/client/src/index.ts',
    '^@app/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  // Tests start compiled programs and threads: built once, before the workers, or they would build under each other.
  globalSetup: '<rootDir>/scripts/build-before-tests.mjs',
};

export default {
  projects: [
    {
      ...every,
      displayName: 'short',
      testRegex: ['(?<!\\.long)\\.(spec|contract|e2e-spec)\\.ts$', 'scripts/.*\\.spec\\.mjs$'],
    },
    { ...every, displayName: 'long', testRegex: ['\\.long\\.(contract|e2e-spec)\\.ts$'] },
  ],
  // Jest takes these two from here only, never from a project.
  testTimeout: 60_000,
  maxWorkers: 3,
  // A worker keeps the modules of all its suites. With several GB it needs longer to end than jest waits for it.
  workerIdleMemoryLimit: '1GB',
  // A test that leaves something open is a defect. Never add forceExit.
};
