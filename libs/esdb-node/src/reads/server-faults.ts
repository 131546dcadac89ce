/**
 * Faults of real servers that would only harm users of this node. Tests switch them on, to see that
 * clients bear them. No program does.
 */
export interface ServerFaults {
  /**
   * A subscription to $all starts as on EventStoreDB 23.10: the server reads one event from the
   * named position on and begins behind it. When that event was removed, the next one is skipped. A
   * start behind the end of the log becomes the end, so new events come at lower positions.
   */
  readonly skipsBehindRemoved?: boolean;
  /**
   * An append with the ids of one that is being written is dropped without an answer, as on 23.10.
   * Its time runs out after 2 s. A repeat is then answered.
   */
  readonly dropsTwins?: boolean;
  /**
   * The first read of $all from a position fails as 23.10 fails when its handler throws. The next
   * one is answered. 23.10 says the same of a position that is none of its log.
   */
  readonly failsOneRead?: boolean;
}
