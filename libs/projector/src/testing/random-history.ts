import {
  cutIntoDays,
  type ActivityEvent,
  activityStream,
  type DomainEvent,
  type LocalDate,
  parseActivityStream,
  readActivities,
  utcMsOfLocalDate,
  taxonomyStream,
  type ZoneClock,
  zoneClock,
} from '@app/domain';
import { classByHand, randomTaxonomyEvent } from './class-by-hand.js';

/** One event of a history, and the stream that it is appended to. */
export interface HistoryEvent {
  readonly stream: string;
  readonly event: DomainEvent;
}

interface Person {
  readonly userId: string;
  readonly timeZone: string;
  /**
   * The clock changes in the nights of these days: an hour comes twice, or an hour (or half an
   * hour) is missing.
   */
  readonly days: readonly [LocalDate, LocalDate];
}

const person = (n: number, timeZone: string, ...days: [string, string]): Person => ({
  userId: `00000000-0000-4000-8000-00000000000${n}`,
  timeZone,
  days: days as string[] as [LocalDate, LocalDate],
});

/** The owners of days. The clock of the last one never changes, and is at +05:45. */
const PEOPLE: readonly Person[] = [
  person(1, 'America/New_York', '2026-03-08', '2026-11-01'),
  person(2, 'Europe/Tallinn', '2026-03-29', '2026-10-25'),
  person(3, 'Australia/Lord_Howe', '2026-04-05', '2026-10-04'),
  person(4, 'Pacific/Chatham', '2026-04-05', '2026-09-27'),
  person(5, 'America/St_Johns', '2026-03-08', '2026-11-01'),
  person(6, 'Asia/Kathmandu', '2026-04-14', '2026-10-20'),
];
/** How many of them a history is about. They are few, so that their spans overlap. */
const PEOPLE_OF_A_HISTORY = 2;
const DEVICES = ['laptop', 'desktop'];
/** What a change of a taxonomy may be about: some of what histories hold. */
const CLASSED = ['app 0 ü', 'app 1 ü', 'site1.example', 'meeting 0'];
const SECOND_MS = 1000;
/**
 * How long a history lasts from an hour before local midnight. It is short, so that its spans
 * overlap.
 */
const WINDOW_SECONDS = 6 * 3600;

/**
 * Numbers from 0 to below `limit`. They are the same for the same seed (high bits of a linear
 * congruence).
 */
export function seededNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

type Owner = Person & { readonly clock: ZoneClock };

/** Seeds 1 to 3 together choose all of them. */
function peopleOf(seed: number): Owner[] {
  return Array.from({ length: PEOPLE_OF_A_HISTORY }, (_, n) => {
    const chosen = PEOPLE[(seed - 1 + n * 3) % PEOPLE.length] as Person;
    return { ...chosen, clock: zoneClock(chosen.timeZone) };
  });
}

/**
 * `count` events of two users with several devices, around both nights on which their clocks
 * change, in whole seconds. They hold overlapping spans in any order, repeated span ids, spans over
 * midnight and over changes of the clock, and time entered by hand. They also hold erasures,
 * changes of taxonomies, and events that cannot be read. Seeds 1 to 3 are about all six zones.
 */
export function randomHistory(seed: number, count: number): HistoryEvent[] {
  const below = seededNumbers(seed);
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const people = peopleOf(seed);
  const interval = ({ days, clock }: Owner, longestSeconds: number) => {
    const day = utcMsOfLocalDate(pick(days));
    const midnight = day - clock.utcOffsetMinutesAt(day) * 60_000;
    const startedAt = midnight - 3_600_000 + below(WINDOW_SECONDS) * SECOND_MS;
    return { startedAt, endedAt: startedAt + (1 + below(longestSeconds)) * SECOND_MS };
  };
  const activity = (owner: Owner) => {
    const { startedAt, endedAt } = interval(owner, 1500);
    const url = below(3) === 0 && { url: `https://www.site${below(3)}.example/${pick(['page', 'work/1', ''])}` };
    return {
      id: `id-${below(count * 2)}`,
      application: `app ${below(4)} ü`,
      title: `doc ${below(3)}`,
      ...url,
      startedAt,
      endedAt,
    };
  };

  const next = (): HistoryEvent[] => {
    const owner = pick(people);
    const { userId, clock } = owner;
    const { startedAt, endedAt } = interval(owner, 7200);
    const [{ localDate, utcOffsetMinutes, endMs }] = clock.stretches(startedAt, endedAt) as [
      ReturnType<typeof clock.stretches>[0] & object,
    ];
    const stream = activityStream(userId, localDate);
    if (below(5) === 0) return [{ stream: taxonomyStream(userId), event: randomTaxonomyEvent(below, CLASSED) }];
    switch (below(10)) {
      case 0: {
        const data = { activity: `meeting ${below(2)}`, localDate, utcOffsetMinutes, startedAt, endedAt: endMs };
        const posted = { stream, event: { type: 'OfflineTimePosted', data } };
        if (startedAt % (3 * SECOND_MS) !== 0) return [posted];
        const middle = startedAt + Math.floor((endMs - startedAt) / 2 / SECOND_MS) * SECOND_MS;
        const part = { localDate, utcOffsetMinutes, startedAt: middle, endedAt: endMs };
        return [posted, { stream, event: { type: 'OfflineTimeRemoved', data: part } }];
      }
      case 1:
      case 2: {
        const activities = below(2) === 0 && { activities: [`app ${below(4)} ü`, 'site1.example'] };
        return [{ stream, event: { type: 'TimeErased', data: { from: startedAt, to: endedAt, ...activities } } }];
      }
      case 3:
        return [{ stream, event: { type: pick(['ActivityRecorded', 'TimeErased']), data: { unreadable: below(9) } } }];
      default: {
        const offered = Array.from({ length: 1 + below(6) }, () => activity(owner));
        const device = { deviceId: pick(DEVICES), ...described(offered.length), source: pick(['computers', 'mobile']) };
        // As in a log that has events of the first version.
        const ofVersion = { ...device, ...(below(2) === 0 && { idScope: 'day' }) };
        return recordedOf(offered, ofVersion, owner);
      }
    }
  };
  const history: HistoryEvent[] = [];
  while (history.length < count) history.push(...next());
  return history;
}

/** The events of a batch that one device sent. */
function recordedOf(offered: readonly object[], device: object, { userId, clock }: Owner): HistoryEvent[] {
  const { read } = readActivities(offered, Date.UTC(2027, 0, 1));
  return cutIntoDays(read, clock).map(({ activities, ...day }) => ({
    stream: activityStream(userId, day.localDate),
    event: { type: 'ActivityRecorded', data: { ...device, ...day, spans: activities.map(({ span }) => span) } },
  }));
}

/** The description of a device in an event with so many spans. It changes from event to event. */
const described = (spans: number) => ({ machine: `m${spans % 2}`, osUser: 'u', ...(spans > 3 && { platform: 'p' }) });

/** What a second of one device counts for. */
interface Counted {
  readonly source: string;
  readonly activity: string;
  readonly document: string;
  readonly page: string;
  readonly utcOffsetMinutes: number;
}

interface CountedSeconds {
  readonly seen: Set<string>;
  readonly seconds: Map<string, Counted>;
}

/**
 * The buckets of a history, counted second by second and without the fold: `user local-start
 * utc-start source activity document page` to ms. Slow, but easy to check.
 */
export function bucketsBySeconds(history: readonly HistoryEvent[]): Map<string, number> {
  const buckets = new Map<string, number>();
  for (const [stream, { seconds }] of secondsByDay(history)) {
    for (const [second, { source, activity, document, page, utcOffsetMinutes }] of seconds) {
      const utc = Math.floor(Number(second.split(' ')[0]) / 300) * 300;
      const [local, start] = [utc + utcOffsetMinutes * 60, utc].map((at) =>
        new Date(at * SECOND_MS).toISOString().slice(0, 19).replace('T', ' '),
      );
      const userId = stream.slice('activity-'.length, -'.20260101'.length);
      add(buckets, [userId, local, start, source, activity, document, page], SECOND_MS);
    }
  }
  return buckets;
}

/** Time of devices, from the same seconds: `user date source device` to ms. */
export function devicesBySeconds(history: readonly HistoryEvent[]): Map<string, number> {
  const devices = new Map<string, number>();
  for (const [stream, { seconds }] of secondsByDay(history)) {
    const { userId, localDate } = parseActivityStream(stream) ?? { userId: '', localDate: '' };
    for (const key of seconds.keys()) {
      const [, source, ...device] = key.split(' ');
      if (source !== 'offline') add(devices, [userId, localDate, source, device.join(' ')], SECOND_MS);
    }
  }
  return devices;
}

/**
 * The seconds of each day stream of a history that count: `second source device` to what the second
 * counts for.
 */
function secondsByDay(history: readonly HistoryEvent[]): Map<string, CountedSeconds> {
  const days = new Map<string, CountedSeconds>();
  for (const { stream, event } of history) {
    if ('unreadable' in event.data || !stream.startsWith('activity-')) continue;
    const day = days.get(stream) ?? { seen: new Set<string>(), seconds: new Map<string, Counted>() };
    days.set(stream, day);
    applyBySeconds(day, event as ActivityEvent);
  }
  return days;
}

/** The days of a history, from those buckets: `user date source activity` to ms. */
export function daysBySeconds(history: readonly HistoryEvent[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const [key, ms] of bucketsBySeconds(history)) {
    const [userId, local = '', , source, activity] = key.split('|');
    add(days, [userId, local.slice(0, 10), source, activity], ms);
  }
  return days;
}

/**
 * What one user's report by five minutes and document must show, from those buckets and the
 * taxonomy of the history's events: `local-start activity document category level` to ms.
 */
export function reportBySeconds(history: readonly HistoryEvent[], userId: string): Map<string, number> {
  const report = new Map<string, number>();
  for (const [key, ms] of bucketsBySeconds(history)) {
    const [owner, local = '', , , activity = '', document = '', page = ''] = key.split('|');
    if (owner !== userId) continue;
    const [name, , category, level] = classByHand(history, userId, { activity, document, page }).split('|');
    add(report, [local.replace(' ', 'T'), name, document, category, level], ms);
  }
  return report;
}

function add(sums: Map<string, number>, parts: readonly (string | undefined)[], ms: number): void {
  const key = parts.join('|');
  sums.set(key, (sums.get(key) ?? 0) + ms);
}

function applyBySeconds({ seen, seconds }: CountedSeconds, event: ActivityEvent): void {
  const count = (device: string, { startedAt, endedAt }: { startedAt: number; endedAt: number }, counted: Counted) => {
    for (let second = startedAt / SECOND_MS; second < endedAt / SECOND_MS; second++) {
      const key = `${second} ${counted.source} ${device}`;
      if (!seconds.has(key)) seconds.set(key, counted);
    }
  };
  if (event.type === 'TimeErased') {
    const { from, to, activities } = event.data;
    for (const [key, { activity }] of seconds) {
      const second = Number(key.split(' ')[0]) * SECOND_MS;
      if (second >= from && second < to && (activities?.includes(activity) ?? true)) seconds.delete(key);
    }
  } else if (event.type === 'OfflineTimeRemoved') {
    const { startedAt, endedAt } = event.data;
    for (const [key, { source }] of seconds) {
      const second = Number(key.split(' ')[0]) * SECOND_MS;
      if (source === 'offline' && second >= startedAt && second < endedAt) seconds.delete(key);
    }
  } else if (event.type === 'DayRewritten') {
    return;
  } else if (event.type === 'OfflineTimePosted') {
    const { activity, utcOffsetMinutes } = event.data;
    count('by hand', event.data, { source: 'offline', activity, document: 'No Details', page: '', utcOffsetMinutes });
  } else {
    const { source, deviceId, idScope, utcOffsetMinutes, spans } = event.data;
    for (const span of spans) {
      const id = `${source} ${deviceId} ${span.id}`;
      if (seen.has(id) || (idScope === 'day' && [...seen].some((one) => one.endsWith(` ${span.id}`)))) continue;
      seen.add(id);
      const activity = span.url ? new URL(span.url).hostname.replace('www.', '') : span.application;
      const page = span.url ? new URL(span.url).pathname.replace(/^\/$/, '') : '';
      count(deviceId, span, { source, activity, document: span.title ?? 'No Details', page, utcOffsetMinutes });
    }
  }
}
