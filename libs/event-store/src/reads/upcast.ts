import type { Upcasters } from '@app/domain';

/** The version in which this program writes events of a type. */
export const presentVersion = (upcasters: Upcasters, type: string): number => (upcasters.get(type)?.length ?? 0) + 1;

/**
 * An event as it was written. `schemaVersion` may have any type, because other programs can write
 * to the log.
 */
export interface VersionedEvent {
  readonly type: string;
  readonly data: unknown;
  readonly schemaVersion: unknown;
}

/**
 * The data of an event in its present shape. Undefined when this program does not know the event's
 * version, so that no reader takes the data for a shape that it knows. An event without a version
 * has version 1.
 */
export function upcast(upcasters: Upcasters, { type, data, schemaVersion = 1 }: VersionedEvent): unknown {
  const steps = upcasters.get(type) ?? [];
  const isKnown = Number.isInteger(schemaVersion) && Number(schemaVersion) >= 1;
  if (!isKnown || Number(schemaVersion) > steps.length + 1) return undefined;
  return steps.slice(Number(schemaVersion) - 1).reduce((older, step) => step(older), data);
}
