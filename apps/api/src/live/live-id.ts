/** The id of an event for listeners: the begin of the log's identity, and a position in it. */
export const liveIdOf = (storeId: string, position: bigint): string =>
  `${tagOf(storeId)}-${position < 0n ? 0n : position}`;

/**
 * The position in an id. -1, which is before all positions, for an id of another log, and for a
 * text that is no id: then everything may have changed.
 */
export function positionIn(id: string, storeId: string): bigint {
  const [, tag, position] = /^([0-9a-f]{8})-(\d{1,19})$/.exec(id) ?? [];
  return tag === tagOf(storeId) && position !== undefined ? BigInt(position) : -1n;
}

const tagOf = (storeId: string): string => storeId.slice(0, 8);
