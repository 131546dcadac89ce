/** The id of the object that the first event of a stream creates. */
export const FIRST_ID = 1;

/**
 * The id for the object that the next event may create. `nextId` was the id for this event.
 * An id is the revision of its event plus 1. So ids are unique in the stream, grow with time, stay
 * the same in a replay, and are not used again after a removal. The decider writes the id into the
 * event. A decision that loses a race is made again.
 *
 *     revision:  0 created   1 replaced   2 removed   3 created
 *     id:        1                                    4
 *
 * In a stream that lost its first events to an erasure, the next id is still above every id that is
 * left. An event without an id uses up a number too.
 */
export function idAfter(nextId: number, { data: { id = 0 } }: { readonly data: { readonly id?: number } }): number {
  return Math.max(nextId, id) + 1;
}
