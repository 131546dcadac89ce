/** One runner for three costs of test: *.spec.ts (pure), *.contract.ts (an adapter on its real store), *.e2e-spec.ts. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools', '<rootDir>/scripts'],
  testRegex: ['\\.(spec|contract|e2e-spec)\\.ts$', 'scripts/.*\\.spec\\.mjs$'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@app/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  // Tests start compiled programs and threads: built once, before the workers, or they would build under each other.
  globalSetup: '<rootDir>/scripts/build-before-tests.mjs',
  testTimeout: 60_000,
  maxWorkers: 2,
  // A test that leaves something open is a defect: jest then hangs, and the run is red. Never add forceExit.
};
