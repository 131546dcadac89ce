/** The log on disk is not what was written. The node must end: an answer from it might be wrong. */
export class DamagedLogError extends Error {
  constructor(what: string) {
    super(`The event log is damaged: ${what}. Put a backup of the data folder in its place, or check the disk.`);
    this.name = 'DamagedLogError';
  }
}
