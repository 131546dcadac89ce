/**
 * Makes of the data of one version of an event type the data of the next. Pure, and never changed once released. It gets
 * whatever was written: what it does not recognise it passes on, for the reader of the event to refuse.
 */
export type Upcaster = (data: unknown) => unknown;

/** By event type, its upcasters from version 1 on, in order. A type whose shape never changed is not listed. */
export type Upcasters = ReadonlyMap<string, readonly Upcaster[]>;

/**
 * The upcasters of this program. None yet: every event type is in its first version. To change the shape of an event,
 * change its type in the domain and add here what makes the new shape of the one before.
 */
export const UPCASTERS: Upcasters = new Map();

/** The version in which this program writes events of a type. */
export const presentVersion = (upcasters: Upcasters, type: string): number => (upcasters.get(type)?.length ?? 0) + 1;

/** An event as it was written. `schemaVersion` is of any type: whoever can write to the log may write anything. */
export interface VersionedEvent {
  readonly type: string;
  readonly data: unknown;
  readonly schemaVersion: unknown;
}

/**
 * The data of an event in its present shape; undefined when this program does not know the version it was written in,
 * so that nobody takes it for a shape that they know. An event that names no version is of the first.
 */
export function upcast(upcasters: Upcasters, { type, data, schemaVersion = 1 }: VersionedEvent): unknown {
  const steps = upcasters.get(type) ?? [];
  const isKnown = Number.isInteger(schemaVersion) && Number(schemaVersion) >= 1;
  if (!isKnown || Number(schemaVersion) > steps.length + 1) return undefined;
  return steps.slice(Number(schemaVersion) - 1).reduce((older, step) => step(older), data);
}
