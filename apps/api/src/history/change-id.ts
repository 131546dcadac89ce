import { ApiError } from '../ground/api-error.js';
import { type SourceName, SOURCES } from './sources.js';

/** Where a change stands in the streams of its user. It names no user, so it finds no other's. */
export interface ChangePlace {
  readonly source: SourceName;
  /** Of the last event of the change. */
  readonly revision: bigint;
}

const PLACE = /^([a-z]+)\.(0|[1-9]\d{0,14})$/;

export const idOf = ({ source, revision }: ChangePlace): string => `${source}.${revision}`;

export function placeOf(id: string): ChangePlace | undefined {
  const [, name, revision] = PLACE.exec(id) ?? [];
  const source = SOURCES.find((one) => one === name);
  return source && revision !== undefined ? { source, revision: BigInt(revision) } : undefined;
}

/** The places where the next page begins. Throws ApiError `invalid_request` for another text. */
export function placesIn(cursor: string): ChangePlace[] {
  const places = cursor.split(',').map(placeOf);
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length || new Set(known.map(({ source }) => source)).size < known.length)
    throw new ApiError('invalid_request', 'after is not `next` of an earlier page.');
  return known;
}

export const cursorOf = (places: readonly ChangePlace[]): string => places.map(idOf).join(',');
