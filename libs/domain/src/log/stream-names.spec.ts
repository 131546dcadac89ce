import * as fc from 'fast-check';
import { activityStream, parseActivityStream } from '../activity/day-stream.js';
import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { StreamCategory } from './catalogue.js';
import { categoryOf } from './categories.js';
import { parseStreamName, type StreamName } from './parse-stream-name.js';
import {
  accountStream,
  ALERT_OWNERS_STREAM,
  alertStream,
  clientStream,
  credentialStream,
  DAYS_AHEAD_STREAM,
  erasureStream,
  factorStream,
  CHALLENGE_KEY_STREAM,
  SET_UP_STREAM,
  passkeyStream,
  linkStream,
  dayListStream,
  focusStream,
  grantStream,
  deviceStream,
  DIRECTORY_STREAM,
  goalStream,
  highlightStream,
  historyStream,
  loginStream,
  MAIL_READERS_STREAM,
  mailingStream,
  membershipStream,
  parseAccountStream,
  parseAlertStream,
  parseErasureStream,
  parseFocusStream,
  parseScheduleStream,
  parseSummaryStream,
  parseTaxonomyStream,
  scheduleStream,
  keepingStream,
  sessionStream,
  summaryStream,
  PUBLISHING_TEAMS_STREAM,
  releaseStream,
  taxonomyStream,
  teamStream,
  parseTeamStream,
} from './stream-names.js';

/** The values in stream names. */
interface Ids {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly hash: string;
}

const IDS: fc.Arbitrary<Ids> = fc.record({
  userId: fc.uuid(),
  localDate: fc.nat(40_000).map((days) => addDays('2000-01-01' as LocalDate, days)),
  hash: fc.stringMatching(/^[0-9a-f]{64}$/),
});

const DAY = '2026-11-21' as LocalDate;
const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const HASH = 'a'.repeat(64);
const FIXED: Ids = { userId: USER, localDate: DAY, hash: HASH };

interface Example {
  readonly build: (ids: Ids) => string;
  /** The name for `FIXED`, written by hand, because names in a log never change. */
  readonly name: string;
  /** The other parts of the name than the category. */
  readonly parsed: (ids: Ids) => Omit<StreamName, 'category'>;
}

const ofUser = (build: (userId: string) => string, name: string): Example => ({
  build: ({ userId }) => build(userId),
  name,
  parsed: ({ userId }) => ({ userId }),
});
const ofId = (build: (id: string) => string, name: string): Example => ({
  build: ({ hash }) => build(hash),
  name,
  parsed: ({ hash }) => ({ id: hash }),
});
const ofLog = (name: string): Example => ({ build: () => name, name, parsed: () => ({}) });

/** One example for each category. A new category without an example does not compile. */
const EXAMPLES: Readonly<Record<StreamCategory, Example>> = {
  account: ofUser(accountStream, `account-${USER}`),
  taxonomy: ofUser(taxonomyStream, `taxonomy-${USER}`),
  schedule: ofUser(scheduleStream, `schedule-${USER}`),
  alert: ofUser(alertStream, `alert-${USER}`),
  goal: ofUser(goalStream, `goal-${USER}`),
  highlight: ofUser(highlightStream, `highlight-${USER}`),
  device: ofUser(deviceStream, `device-${USER}`),
  keeping: ofUser(keepingStream, `keeping-${USER}`),
  mailing: ofUser(mailingStream, `mailing-${USER}`),
  focus: ofUser(focusStream, `focus-${USER}`),
  summary: ofUser(summaryStream, `summary-${USER}`),
  session: ofUser(sessionStream, `session-${USER}`),
  grant: ofUser(grantStream, `grant-${USER}`),
  membership: ofUser(membershipStream, `membership-${USER}`),
  factor: ofUser(factorStream, `factor-${USER}`),
  passkey: ofUser(passkeyStream, `passkey-${USER}`),
  link: ofUser(linkStream, `link-${USER}`),
  daylist: ofUser(dayListStream, `daylist-${USER}`),
  history: ofUser(historyStream, `history-${USER}`),
  erasure: ofUser(erasureStream, `erasure-${USER}`),
  activity: {
    build: ({ userId, localDate }) => activityStream(userId, localDate),
    name: `activity-${USER}.20261121`,
    parsed: ({ userId, localDate }) => ({ userId, localDate }),
  },
  login: ofId(loginStream, `login-${HASH}`),
  credential: ofId(credentialStream, `credential-${HASH}`),
  client: ofId(clientStream, `client-${HASH}`),
  team: ofId(teamStream, `team-${HASH}`),
  release: {
    build: ({ hash, localDate }) => releaseStream(hash, localDate),
    name: `release-${HASH}.20261121`,
    parsed: ({ hash, localDate }) => ({ id: `${hash}.${localDate.replaceAll('-', '')}` }),
  },
  'teams-to-publish': { ...ofLog('teams-to-publish'), build: () => PUBLISHING_TEAMS_STREAM },
  'owners-of-alerts': { ...ofLog('owners-of-alerts'), build: () => ALERT_OWNERS_STREAM },
  'days-ahead': { ...ofLog('days-ahead'), build: () => DAYS_AHEAD_STREAM },
  'readers-of-mails': { ...ofLog('readers-of-mails'), build: () => MAIL_READERS_STREAM },
  'directory-of-server': { ...ofLog('directory-of-server'), build: () => DIRECTORY_STREAM },
  'store-identity': ofLog('store-identity'),
  'challenge-key': { ...ofLog('challenge-key'), build: () => CHALLENGE_KEY_STREAM },
  'set-up-of-server': { ...ofLog('set-up-of-server'), build: () => SET_UP_STREAM },
};

describe.each(Object.entries(EXAMPLES))('the name of a stream of category %s', (category, { build, name, parsed }) => {
  it('is the same as in every log so far', () => expect(build(FIXED)).toBe(name));

  it('is parsed to the category and ids that it was built from', () => {
    fc.assert(
      fc.property(IDS, (ids) => {
        expect(parseStreamName(build(ids))).toEqual({ category, ...parsed(ids) });
        expect(categoryOf(build(ids))).toBe(category);
      }),
    );
  });
});

it.each([
  '',
  'activity',
  'activity-',
  `activity-${USER}`,
  `activity-${USER}.20260230`,
  `activity-${USER}.20261121x`,
  'activity-x.20261121',
  `taxonomy-${USER}.20261121`,
  'taxonomy-x',
  'login-',
  `unknown-${USER}`,
  'owners-of-alerts-2',
  'constructor',
  `$$account-${USER}`,
])('%p is not the name of a stream', (name) => expect(parseStreamName(name)).toBeUndefined());

it('the parser of team streams reads the id of a team, and no other name', () => {
  expect(parseTeamStream(teamStream(USER))).toEqual({ teamId: USER });
  for (const { name } of Object.values(EXAMPLES)) expect(parseTeamStream(name)).toBeUndefined();
});

it.each([
  ['taxonomy', taxonomyStream(USER), parseTaxonomyStream],
  ['schedule', scheduleStream(USER), parseScheduleStream],
  ['alert', alertStream(USER), parseAlertStream],
  ['summary', summaryStream(USER), parseSummaryStream],
  ['focus', focusStream(USER), parseFocusStream],
  ['erasure', erasureStream(USER), parseErasureStream],
  ['account', accountStream(USER), parseAccountStream],
  ['activity', activityStream(USER, DAY), parseActivityStream],
])('the parser of %s streams reads no others', (category, name, parse) => {
  expect(parse(name)).toMatchObject({ userId: USER });
  for (const [other, { name: otherName }] of Object.entries(EXAMPLES)) {
    if (other !== category) expect(parse(otherName)).toBeUndefined();
  }
});
