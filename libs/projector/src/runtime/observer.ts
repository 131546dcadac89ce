/**
 * Why a projection begins at the start of the log: it has no checkpoint, or its tables hold rows of
 * another log, or of another history of this log.
 */
export type StartReason = 'empty' | 'another_log' | 'another_history';

/** What a projector reports while it runs. */
export interface ProjectorObserver {
  /** These projections begin at the start of the log. */
  startedOver(reason: StartReason, projections: readonly string[]): void;
  /** Rows up to the position are in the tables. */
  projected(batch: { events: number; rows: number; position: bigint }): void;
  /** An event cannot be read and was parked. */
  parked(event: { stream: string; revision: bigint; type: string; reason: string }): void;
  /** Something failed. It is tried again after a pause. */
  interrupted(error: unknown): void;
}
