import { CATALOGUE, erasureDecider, erasureStream, type StreamCategory } from '@app/domain';
import { readState, type StoredEvent } from '@app/event-store';
import { filesWith } from '../testing/files-with.js';
import { type BusyUser, MARKER, oneOfEverything } from '../testing/one-of-everything.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

/**
 * Event types that no user causes before the account is erased. Every other type of the catalogue
 * must be made.
 */
const NOT_MADE_BEFORE = [
  ...['AccountClosed', 'ChallengeKeyMade', 'LoginReleased', 'ScavengeRefused', 'WeekPublished'],
  // The server makes and uses these before there is an account (set-up.e2e-spec).
  ...['SetUpLinkMade', 'SetUpLinkUsed'],
  // The server decides them when a week is over (weekly-mail.long.e2e-spec).
  ...['WeekMailBegun', 'WeekMailed'],
  // The reactor makes them, two weeks after the choice, and when a longest is taken back.
  ...['ErasedByAge', 'ErasureByAgeEnded'],
];

let app: TestApp;
let user: BusyUser;
let before: StoredEvent[];
let rowsBefore: Map<string, number>;
const seen = new Set<string>();
beforeAll(async () => {
  app = await startApp();
  const watching = new AbortController();
  const watched = watch(watching.signal);
  user = await oneOfEverything(app);
  before = await wholeLog();
  await app.caughtUp();
  rowsBefore = await rowsOfUser();
  watching.abort();
  await watched;
  await app.http.delete('/api/v1/account').set('Authorization', `Bearer ${user.key}`).expect(202);
  const erasure = async () => (await readState(app.stores.eventStore, erasureStream(user.id), erasureDecider)).state;
  await until('the end of the account', async () => !(await erasure()));
}, 180_000);
afterAll(() => app.close());

/** Events that a slice hides when it is erased must be seen as they arrive. */
async function watch(signal: AbortSignal): Promise<void> {
  for await (const { type } of app.stores.eventStore.subscribe({ streamPrefixes: [''], signal })) seen.add(type);
}

async function wholeLog(): Promise<StoredEvent[]> {
  const { eventStore } = app.stores;
  const newest = await eventStore.lastEvent();
  const events: StoredEvent[] = [];
  for await (const event of eventStore.subscribe({ streamPrefixes: [''] })) {
    events.push(event);
    if (event.position >= (newest?.position ?? 0n)) break;
  }
  return events;
}

/**
 * For each table with a column `user_id`, how many rows name the user. The engine tells which
 * tables those are.
 */
async function rowsOfUser(): Promise<Map<string, number>> {
  const { database } = app.stores.readModels;
  const tables = await database.rows<[string]>(
    "SELECT table FROM system.columns WHERE database = currentDatabase() AND name = 'user_id'",
  );
  const counts = new Map<string, number>();
  for (const [table] of tables) {
    const query = `SELECT count() FROM ${table} WHERE toString(user_id) = {user:String}`;
    const [[count] = ['0']] = await database.rows<[string]>(query, { user: user.id });
    counts.set(table, Number(count));
  }
  return counts;
}

const names = ({ stream, type, data }: StoredEvent) =>
  [user.id, user.email, MARKER].some((text) => JSON.stringify({ stream, type, data }).includes(text));

describe('a user who has used everything', () => {
  it('has caused every event of the catalogue', () => {
    const types = Object.values(CATALOGUE).flatMap(({ events }) => Object.keys(events));
    expect(types.filter((type) => !seen.has(type) && !NOT_MADE_BEFORE.includes(type))).toEqual([]);
  });

  it('has rows in every table with a column for users', () => {
    expect(rowsBefore.size).toBeGreaterThanOrEqual(3);
    for (const [table, count] of rowsBefore) expect([table, count > 0]).toEqual([table, true]);
  });

  it('is named in every category but those of the server', () => {
    const categories = new Set(before.filter(names).map(({ stream }) => stream.slice(0, stream.indexOf('-'))));
    const SERVER: StreamCategory[] = [
      'client',
      'store-identity',
      'challenge-key',
      'release',
      'teams-to-publish',
      'set-up-of-server',
    ];
    const expected = Object.keys(CATALOGUE).filter((category) => !SERVER.includes(category as StreamCategory));
    const LISTS = {
      'owners-of-alerts': 'owners',
      'days-ahead': 'days',
      'readers-of-mails': 'readers',
      'directory-of-server': 'directory',
    };
    for (const category of expected) {
      expect(categories).toContain(category in LISTS ? LISTS[category as keyof typeof LISTS] : category);
    }
  });
});

/**
 * What may still name the user, and why. All that they named, wrote or did is gone. What is left
 * holds their random id.
 */
const LEFT = [
  // The event store keeps the name of a removed stream for ever, so it refuses later events for it.
  ...[
    'account',
    'taxonomy',
    'schedule',
    'alert',
    'goal',
    'highlight',
    'device',
    'mailing',
    'keeping',
    'focus',
    'summary',
    'session',
    'grant',
    'membership',
    'factor',
    'passkey',
    'link',
    'daylist',
    'history',
    'erasure',
  ].map((category) => `${category}-USER $streamDeleted`),
  'activity-USER.DAY $streamDeleted',
  // The record of the erasure goes last. The next scavenge removes its bytes.
  ...['LogErased', 'LogScavenged', 'RowsErased', 'ErasureCompleted'].map((type) => `erasure-USER ${type}`),
  '$$erasure-USER $metadata',
  // Lists of all users for the reactors, with ids and dates.
  'owners-of-alerts AlertOwnerListed',
  'days-ahead DayAheadListed',
  'readers-of-mails MailReaderListed',
  // The list of all accounts for the administrator, with ids only.
  'directory-of-server AccountListed',
  // The history of a team of another user.
  ...['MemberJoined', 'SharingAgreed', 'SeenByNameAgreed', 'SeenByNameEnded', 'MemberLeft'].map(
    (type) => `team-TEAM ${type}`,
  ),
];

describe('after the account is erased', () => {
  it('the log names the user in the events that are allowed to, and in no other', async () => {
    const where = ({ stream, type }: StoredEvent) =>
      `${stream
        .replace(user.id, 'USER')
        .replace(/\.\d{8}$/, '.DAY')
        .replace(/^team-.*/, 'team-TEAM')} ${type}`;
    const left = new Set((await wholeLog()).filter(names).map(where));
    expect([...left].sort()).toEqual([...LEFT].sort());
  });

  it('no table of the read models has a row of the user', async () => {
    const rows = await rowsOfUser();
    expect([...rows.keys()]).toEqual(expect.arrayContaining([...rowsBefore.keys()]));
    expect([...rows.values()].filter((count) => count > 0)).toEqual([]);
  });

  it('no file has the address, or a text of the user', async () => {
    for (const text of [user.email, MARKER]) expect([text, await filesWith(app.dataDir, text)]).toEqual([text, []]);
  });
});
