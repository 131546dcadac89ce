/** The id of what the first event of a stream defines. */
export const FIRST_ID = 1;

/**
 * The id of what the event after this one may define, when this one's own would have been `nextId`. It is that event's
 * revision in the stream plus 1: unique in the stream, growing with time, stable under replay, and never given again
 * after a removal. Who decides writes it into the event, and a decision that loses a race is made anew.
 *
 *     revision:  0 created   1 replaced   2 removed   3 created
 *     id:        1                                    4
 *
 * In a stream that lost its beginning to an erasure, the ids that are left are passed over. An event without an id takes
 * its number too.
 */
export function idAfter(nextId: number, { data: { id = 0 } }: { readonly data: { readonly id?: number } }): number {
  return Math.max(nextId, id) + 1;
}
