/**
 * Names every bad setting of a start, one a line. It withholds the values, because some are
 * secrets.
 */
export class InvalidSettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`Invalid settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidSettingsError';
  }
}
