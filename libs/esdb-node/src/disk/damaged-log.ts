/**
 * The log on disk has changed since it was written. The node must end: its answers may be wrong.
 */
export class DamagedLogError extends Error {
  constructor(what: string) {
    super(`The event log is damaged: ${what}. Put a backup of the data folder in its place, or check the disk.`);
    this.name = 'DamagedLogError';
  }
}
