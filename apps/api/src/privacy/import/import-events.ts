import {
  type ActivityEvent,
  type ActivityRecorded,
  DAY_FULL,
  DomainError,
  type KnownActivities,
  type LocalDate,
  MOST_EVENTS_OF_A_STREAM,
  parseActivityStream,
} from '@app/domain';
import { appendAll, type EventStore } from '@app/event-store';
import type { DeviceRoom } from '../../devices/device-room.js';
import type { RunStretch } from '../../limits/stretches.js';
import type { ImportTarget, ImportTargets } from './import-targets.js';
import type { Imported, Rejected } from './imported.js';
import { inStretches } from './in-stretches.js';
import { eventsByStream, idOfLine, type ImportedEvent, type LineEvent } from './line-events.js';

interface ImportOptions {
  /** As they came: each is checked by itself. */
  readonly lines: readonly unknown[];
  /** Epoch ms. */
  readonly now: number;
  readonly checkOpen: () => Promise<unknown>;
  readonly devices: Pick<DeviceRoom, 'take'>;
  readonly targets: ImportTargets;
  /** Lists the days that may get their first events. */
  readonly listDays: (days: readonly LocalDate[]) => Promise<void>;
  readonly stretch: RunStretch;
}

/**
 * Appends the events of an export to the streams of a user. A second import adds nothing, because
 * the line decides the id of its event. Days may have events already. Every other stream must have
 * begun with an earlier import: otherwise its numbers would occur twice (`stream_in_use`). A line
 * that cannot be read is rejected, and the others go on. `checkOpen` is called before each append,
 * and rejects when the account is closed meanwhile.
 */
export async function importEvents(store: EventStore, userId: string, options: ImportOptions): Promise<Imported> {
  const { lines, targets, checkOpen, devices, listDays } = options;
  const { byStream, rejected } = await eventsByStream(lines, { userId, ...options });
  await listDays([...byStream.keys()].flatMap((stream) => parseActivityStream(stream)?.localDate ?? []));
  let [imported, duplicates] = [0, 0];
  for (const [stream, entries] of byStream) {
    const target = await targets.take(stream);
    const { refusals, giveBacks } = await takePlaces(devices, userId, entries);
    const sorted = await freshOf(entries, { stream, target, refusals, stretch: options.stretch });
    rejected.push(...sorted.rejected);
    for (const event of sorted.fresh) giveBacks.delete(deviceOf(event) ?? '');
    for (const giveBack of giveBacks.values()) giveBack();
    await checkOpen();
    await appendAll(store, stream, sorted.fresh, { expected: target.expected });
    targets.putBack(
      stream,
      target,
      sorted.fresh.map(({ id }) => id),
    );
    imported += sorted.fresh.length;
    duplicates += sorted.duplicates;
  }
  return { imported, grown: 0, duplicates, rejected };
}

type Refusal = Pick<Rejected, 'code' | 'message'>;

const FULL: Refusal = {
  code: 'stream_full',
  message: `There are more than ${MOST_EVENTS_OF_A_STREAM} entries of this kind. The others are not imported.`,
};
const IN_USE: Refusal = {
  code: 'stream_in_use',
  message: 'The account already has entries of its own there. Import into a new account.',
};

/** What decides about the lines of one stream. */
interface Sorting {
  readonly stream: string;
  readonly target: ImportTarget;
  /** Devices for which the account has no place. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly stretch: RunStretch;
}

/** The events that the stream does not have yet. Adds them to what the target knows of its day. */
async function freshOf(
  entries: readonly LineEvent[],
  { stream, target, refusals, stretch }: Sorting,
): Promise<{ fresh: ImportedEvent[]; rejected: Rejected[]; duplicates: number }> {
  const { ids, expected, activities, room } = target;
  const length = expected === 'no_stream' ? 0 : Number(expected) + 1;
  const isDay = stream.startsWith('activity-');
  const fresh: ImportedEvent[] = [];
  const rejected: Rejected[] = [];
  let duplicates = 0;
  const refusalOf = ({ line, event }: LineEvent): Refusal | undefined => {
    if (length + fresh.length >= MOST_EVENTS_OF_A_STREAM) return FULL;
    const isOurs = isDay || target.first === undefined || target.first === idOfLine(stream, line.first);
    if (!isOurs) return IN_USE;
    if (room && !room.takesEvent(event.event as ActivityEvent)) return DAY_FULL;
    return refusals.get(deviceOf(event) ?? '');
  };
  await inStretches(entries, stretch, (entry) => {
    const { line, event } = entry;
    if (ids.has(event.id)) return void duplicates++;
    const refusal = refusalOf(entry);
    if (refusal) return void rejected.push({ line: line.line, code: refusal.code, message: refusal.message });
    room?.apply(event.event as ActivityEvent);
    fresh.push(underFreeIds(event, activities));
  });
  return { fresh, rejected, duplicates };
}

/**
 * Takes places for the devices of the events. Gives the refusals by device, and what gives the
 * places back: lines that a full day refuses must not use them up.
 */
async function takePlaces(
  devices: Pick<DeviceRoom, 'take'>,
  userId: string,
  entries: readonly LineEvent[],
): Promise<{ refusals: Map<string, Refusal>; giveBacks: Map<string, () => void> }> {
  const [refusals, giveBacks] = [new Map<string, Refusal>(), new Map<string, () => void>()];
  for (const device of new Set(entries.flatMap(({ event }) => deviceOf(event) ?? []))) {
    try {
      giveBacks.set(device, await devices.take(userId, device));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusals.set(device, error);
    }
  }
  return { refusals, giveBacks };
}

const deviceOf = ({ event }: ImportedEvent): string | undefined =>
  event.type === 'ActivityRecorded' ? (event as ActivityRecorded).data.deviceId : undefined;

/**
 * The event with ids that its day does not have for other activities: a device of another account
 * may have the same name and the same ids. Events of version 1 keep theirs: their ids say what is a
 * repeat on any device.
 */
function underFreeIds(one: ImportedEvent, activities: KnownActivities): ImportedEvent {
  const event = one.event as ActivityEvent;
  if (event.type !== 'ActivityRecorded') return one;
  const spans = event.data.idScope
    ? event.data.spans
    : event.data.spans.map((span) => activities.underFreeId(event.data, span));
  const free: ActivityEvent = { ...event, data: { ...event.data, spans } };
  activities.apply(free);
  return { ...one, event: free };
}
