import { FIRST_DAY, type FixtureUser, LAST_DAY } from './history.js';

/** A request of one user whose answer is the same on any day, and the key that sends it. */
export interface FixedRequest {
  readonly path: string;
  readonly user: number;
}

const PERSPECTIVES = ['rank', 'interval', 'member'];
const KINDS = ['overview', 'category', 'activity', 'productivity', 'document', 'efficiency'];
const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'];
const RANGES = [
  [FIRST_DAY, LAST_DAY],
  ['2026-10-25', '2026-11-01'],
] as const;
const RESTRICTIONS = [
  '&restrict_source_type=mobile',
  '&restrict_source_type=offline',
  '&restrict_thing=Emacs',
  '&restrict_thing=github.com&restrict_thingy=acme%2Fapp%2C%20pull%20request',
];

/** Some hundred reports of each user, and other requests whose answer is the same on any day. */
export function requestsFor(users: readonly FixtureUser[]): FixedRequest[] {
  return users.flatMap((_, user) => [...reports(user), ...others(user)]);
}

function reports(user: number): FixedRequest[] {
  const requests: FixedRequest[] = [];
  let n = user;
  for (const perspective of PERSPECTIVES) {
    for (const kind of KINDS) {
      for (const resolution of perspective === 'interval' ? RESOLUTIONS : ['hour']) {
        for (const [begin, end] of RANGES) {
          // Each report without a restriction, and with one. Restrictions and formats take turns,
          // because all pairs are too many.
          const restriction = RESTRICTIONS[n % RESTRICTIONS.length] ?? '';
          const [one, other] = n % 2 === 0 ? ['json', 'csv'] : ['csv', 'json'];
          n += 1;
          const asked = `perspective=${perspective}&restrict_kind=${kind}&resolution_time=${resolution}`;
          const dates = `restrict_begin=${begin}&restrict_end=${end}`;
          requests.push({ user, path: `/anapi/data?${asked}&${dates}&format=${one}` });
          requests.push({ user, path: `/anapi/data?${asked}&${dates}&format=${other}${restriction}` });
        }
      }
    }
  }
  return requests;
}

const others = (user: number): FixedRequest[] =>
  [
    '/anapi/highlights_feed',
    '/anapi/alerts_feed?op=list',
    '/anapi/focustime_started_feed',
    '/anapi/focustime_ended_feed',
    '/anapi/data?restrict_begin=2026-11-01&restrict_end=2026-11-30&restrict_schedule_id=1&perspective=interval',
    '/api/v1/taxonomy',
    '/api/v1/schedules',
    '/api/v1/alerts',
    '/api/v1/highlights',
    '/api/v1/account',
    '/api/v1/teams',
    '/api/v1/export?format=csv',
    '/api/v1/export?format=jsonl',
  ].map((path) => ({ path, user }));
