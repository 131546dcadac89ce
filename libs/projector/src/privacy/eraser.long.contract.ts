import {
  accountStream,
  activityStream,
  erasureStream,
  membershipStream,
  type Slice,
  summaryStream,
  teamStream,
} from '@app/domain';
import { StreamGoneError } from '@app/event-store';
import { startNode } from '@app/esdb-node';
import { at, DAY, ErasureScene, NEXT, span } from '../testing/erasure-scene.js';
import { type Log, Stage } from '../testing/stage.js';

/**
 * Erasures on real stores: what is erased, what stays, and what happens after a crash at any step.
 */

let stage: Stage;
let log: Log;
let scene: ErasureScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
  log = await stage.newLog();
  scene = new ErasureScene(stage, log);
});
afterAll(() => stage.close());

/** Texts with the name of their user in them. */
const textsOf = (name: string) => ({
  secretApp: `SecretApp${name}`,
  secretTitle: `SecretTitle${name}`,
  secretPath: `SecretPath${name}`,
  keptTitle: `KeptTitle${name}`,
});

/**
 * A user with two days. The first is closed: 9-10 is kept, 10-12 is secret in three ways, 12-13 is
 * kept. All time of the second day is kept.
 */
async function userWithSecrets(name: string) {
  const texts = textsOf(name);
  const user = await scene.user(`${name}@example.org`);
  const { userId } = user;
  await scene.record(userId, [
    span('a', [9, 10], { title: texts.keptTitle }),
    span('b', [10, 11], { application: texts.secretApp, title: texts.secretTitle }),
    // The span before has all of its time, but its data names a secret too.
    span('c', [10.25, 10.5], { application: texts.secretApp, title: texts.secretTitle }),
  ]);
  await scene.record(userId, [
    span('d', [11, 12], { url: `https://example.org/${texts.secretPath}` }),
    span('e', [12, 13], { title: texts.keptTitle }),
  ]);
  await scene.record(userId, [span('f', [9, 10], { title: texts.keptTitle }, NEXT)], NEXT);
  await scene.closeDay(userId, { [-2]: 0, [-1]: 0, 0: 7_200_000, 1: 0, 2: 7_200_000 });
  return { ...user, ...texts };
}

const MORNING: Slice = { from: at(DAY, 10), to: at(DAY, 12) };
const keptRows = ({ keptTitle }: { keptTitle: string }) => [
  `2026-01-02|vim|${keptTitle}|7200`,
  `2026-01-03|vim|${keptTitle}|3600`,
  '2026-01-02|vim|7200',
  '2026-01-03|vim|3600',
];

async function expectErased(user: Awaited<ReturnType<typeof userWithSecrets>>): Promise<void> {
  const { userId, secretApp, secretTitle, secretPath, keptTitle } = user;
  expect(await scene.phaseOf(userId)).toBe('completed');
  for (const text of [secretApp, secretTitle, secretPath]) expect(await scene.filesWith(text)).toEqual([]);
  expect(await scene.filesWith(keptTitle)).not.toEqual([]);
  expect(await scene.rowsOf(userId)).toEqual(keptRows(user));
  expect(await scene.devicesOf(userId)).toEqual([
    '2026-01-02|d|vim|09:00|13:00|7200',
    '2026-01-03|d|vim|09:00|10:00|3600',
  ]);
  // No event holds the old totals of the day.
  expect(await scene.typesIn(summaryStream(userId))).toEqual(['DayRestated']);
  expect(await scene.typesIn(erasureStream(userId))).not.toContain('ErasureRequested');
}

/**
 * Erases. The work ends, as if killed, the first time it comes to each step. Returns these steps.
 */
async function eraseWithCuts(userId: string): Promise<string[]> {
  const cuts = new Set<string>();
  for (;;) {
    try {
      await scene.erase(userId, async (step) => {
        if (cuts.has(step)) return;
        cuts.add(step);
        throw new Error('killed');
      });
      return [...cuts];
    } catch (error) {
      if ((error as Error).message !== 'killed') throw error;
    }
  }
}

describe('an erasure of a slice', () => {
  it('leaves no byte of it in either store, and keeps every second of other time', async () => {
    const user = await userWithSecrets('Anna');
    await stage.project(log);
    expect(await scene.filesWith(user.secretTitle)).not.toEqual([]);
    await scene.ask(user.userId, MORNING);
    await scene.erase(user.userId);
    await expectErased(user);
    await stage.project(log);
    await expectErased(user);
  });

  it('comes to the same when it is cut off after every step', async () => {
    const user = await userWithSecrets('Cut');
    await scene.ask(user.userId, MORNING);
    expect(await eraseWithCuts(user.userId)).toEqual([
      ...['requested', 'appended', 'truncated', 'day', 'summaries', 'weeks', 'erasing'],
      ...['scavenged', 'awaiting-scavenge', 'deleting-rows', 'awaiting-merges'],
    ]);
    await expectErased(user);
  });

  it('keeps new time of a device, and takes an old span again only when its time was not erased', async () => {
    const user = await userWithSecrets('Meanwhile');
    const late = span('late', [14, 15], { title: user.keptTitle });
    await scene.ask(user.userId, MORNING);
    let hasCome = false;
    await scene.erase(user.userId, async (step) => {
      if (step !== 'appended' || hasCome) return;
      hasCome = true;
      await scene.record(user.userId, [late, span('a', [9, 10], { title: 'again' })]);
    });
    await stage.project(log);
    expect(await scene.rowsOf(user.userId)).toContain(`2026-01-02|vim|${user.keptTitle}|10800`);
    expect((await scene.rowsOf(user.userId)).join()).not.toContain('again');
  });

  it('of a category erases the time that was in it when the user asked', async () => {
    const user = await userWithSecrets('Category');
    await scene.classify(user.userId, user.secretApp);
    await scene.ask(user.userId, { category: 'Games' });
    await scene.classify(user.userId, 'vim');
    await scene.erase(user.userId);
    const rows = (await scene.rowsOf(user.userId)).join();
    expect(rows).not.toContain(user.secretApp);
    expect(rows).toContain(user.keptTitle);
    expect(rows).toContain('example.org');
  });

  it('takes its time from the device, and what the device was last active with', async () => {
    const { userId, secretPath } = await userWithSecrets('Device');
    await scene.record(userId, [span('g', [13, 14], { application: 'SecretDeviceApp' })]);
    await stage.project(log);
    expect((await scene.devicesOf(userId))[0]).toBe('2026-01-02|d|SecretDeviceApp|09:00|14:00|18000');
    await scene.ask(userId, { from: at(DAY, 12), to: at(DAY, 15) });
    await scene.erase(userId);
    const [first, next] = await scene.devicesOf(userId);
    expect(first).toBe('2026-01-02|d|example.org|09:00|12:00|10800');
    expect(next).toBe('2026-01-03|d|vim|09:00|10:00|3600');
    expect(await scene.filesWith('SecretDeviceApp')).toEqual([]);
    expect(await scene.filesWith(secretPath)).not.toEqual([]);
  });

  it('of all days leaves days without time, and summaries with totals of zero', async () => {
    const user = await userWithSecrets('All');
    await scene.ask(user.userId, {});
    await scene.erase(user.userId);
    expect(await scene.rowsOf(user.userId)).toEqual([]);
    expect(await scene.devicesOf(user.userId)).toEqual([]);
    expect(await scene.filesWith(user.keptTitle)).toEqual([]);
    expect(await scene.typesIn(activityStream(user.userId, DAY))).toEqual(['DayRewritten']);
    let levels: unknown;
    for await (const { data } of log.store.read(summaryStream(user.userId)))
      levels = (data as { levels: unknown }).levels;
    expect(levels).toEqual({ [-2]: 0, [-1]: 0, 0: 0, 1: 0, 2: 0 });
  });

  it('of a day with several appends has the same result when it is cut off between them', async () => {
    const { userId } = await scene.user('large@example.org');
    const title = 'x'.repeat(250);
    for (let n = 0; n < 3_000; n += 300) {
      const hour = (of: number) => of / 500;
      const spans = Array.from({ length: 300 }, (_, i) => n + i).map((of) =>
        span(`large${of}`, [hour(of), hour(of + 1)], { title: `${title}${of % 10}` }),
      );
      await scene.record(userId, spans);
    }
    await scene.ask(userId, { from: at(DAY, 1), to: at(DAY, 2) });
    expect(await eraseWithCuts(userId)).toContain('appended');
    const rows = await scene.rowsOf(userId);
    expect(rows.at(-1)).toBe('2026-01-02|vim|18000');
    expect(await scene.typesIn(activityStream(userId, DAY))).not.toContain('TimeErased');
  });

  it('waits for a store that cannot remove its bytes, and notes the reason', async () => {
    const user = await userWithSecrets('Refused');
    await scene.ask(user.userId, MORNING);
    const { scavenge } = log.store;
    log.store.scavenge = () => {
      log.store.scavenge = scavenge;
      return Promise.reject(new Error('not allowed'));
    };
    await scene.erase(user.userId);
    const types = ['LogErased', 'ScavengeRefused', 'LogScavenged', 'RowsErased', 'ErasureCompleted'];
    expect(await scene.typesIn(erasureStream(user.userId))).toEqual(types);
    await expectErased(user);
  });
});

describe('an erasure of an account', () => {
  async function expectGone(user: Awaited<ReturnType<typeof userWithSecrets>>): Promise<void> {
    const { userId, credential, login } = user;
    expect(await scene.rowsOf(userId)).toEqual([]);
    expect(await scene.devicesOf(userId)).toEqual([]);
    const streams = [accountStream(userId), credential, erasureStream(userId), summaryStream(userId)];
    for (const stream of [...streams, activityStream(userId, DAY)]) expect(await scene.typesIn(stream)).toEqual([]);
    expect(await scene.typesIn(login)).toEqual(['LoginReleased']);
    for (const text of [user.secretApp, user.keptTitle, `${user.keptTitle.slice(9)}@example.org`]) {
      expect(await scene.filesWith(text)).toEqual([]);
    }
  }

  it('leaves no data of the user, refuses new events, and does not stop the projection', async () => {
    const [user, other] = [await userWithSecrets('Gone'), await userWithSecrets('Stays')];
    await stage.project(log);
    await scene.ask(user.userId);
    await scene.erase(user.userId);
    await expectGone(user);
    await expect(scene.record(user.userId, [span('g', [9, 10], {})])).rejects.toThrow(StreamGoneError);
    await scene.record(other.userId, [span('g', [20, 21], { title: other.keptTitle })]);
    const { interruptions, parkedAt } = await stage.project(log);
    expect([interruptions, parkedAt]).toEqual([[], []]);
    expect(await scene.rowsOf(other.userId)).toContain(`2026-01-02|vim|${other.keptTitle}|10800`);
  });

  it('takes the user out of teams of others, and removes teams that the user created', async () => {
    const [user, other] = [await userWithSecrets('Teams'), await scene.user('team@example.org')];
    const team = async (teamId: string, administratorId: string, memberId: string) => {
      for (const userId of [administratorId, memberId]) {
        await scene.append(membershipStream(userId), { type: 'TeamListed', data: { teamId } });
      }
      const joined = { userId: memberId, inviteHash: 'h', agreed: 'levels', joinedAt: 0 };
      const name = `TeamOf${administratorId}`;
      await scene.append(teamStream(teamId), {
        type: 'TeamCreated',
        data: { administratorId, name, sharing: 'levels' },
      });
      await scene.append(teamStream(teamId), { type: 'MemberJoined', data: joined });
    };
    await team('theirs', user.userId, other.userId);
    await team('of-another', other.userId, user.userId);
    await scene.ask(user.userId);
    await eraseWithCuts(user.userId);
    expect(await scene.typesIn(teamStream('of-another'))).toEqual(['TeamCreated', 'MemberJoined', 'MemberLeft']);
    expect(await scene.typesIn(teamStream('theirs'))).toEqual([]);
    expect(await scene.filesWith(`TeamOf${user.userId}`)).toEqual([]);
    expect(await scene.filesWith(`TeamOf${other.userId}`)).not.toEqual([]);
  });

  it('is not held up by events that cannot be read: the key is revoked, and the user leaves their team', async () => {
    const [user, other] = [await userWithSecrets('Unreadable'), await scene.user('unread@example.org')];
    const { userId, credential } = user;
    await scene.append(credential, { type: 'PaintingSold', data: {} });
    await scene.append(membershipStream(userId), { type: 'TeamListed', data: { teamId: 7 } });
    await scene.append(membershipStream(userId), { type: 'TeamListed', data: { teamId: 'odd' } });
    const team = { administratorId: other.userId, name: 'odd', sharing: 'levels' };
    await scene.append(teamStream('odd'), { type: 'TeamCreated', data: team });
    const joined = { userId, inviteHash: 'h', agreed: 'levels', joinedAt: 0 };
    await scene.append(teamStream('odd'), { type: 'MemberJoined', data: joined });
    await scene.append(teamStream('odd'), { type: 'SharingChanged', data: { sharing: 'all' } });
    await scene.ask(userId);
    await scene.erase(userId);
    await expectGone(user);
    expect((await scene.typesIn(teamStream('odd'))).at(-1)).toBe('MemberLeft');
  });

  it('comes to the same when it is cut off after every step', async () => {
    const user = await userWithSecrets('CutAccount');
    await scene.ask(user.userId);
    expect(await eraseWithCuts(user.userId)).toEqual([
      ...['requested', 'credential', 'day', 'weeks', 'teams', 'small', 'login', 'account', 'erasing'],
      ...['scavenged', 'awaiting-scavenge', 'deleting-rows', 'awaiting-merges'],
    ]);
    await expectGone(user);
  });

  it('replaces an erasure that is running', async () => {
    const user = await userWithSecrets('Leaving');
    await scene.ask(user.userId, MORNING);
    await scene.erase(user.userId, async (step) => {
      if (step === 'truncated') await scene.ask(user.userId);
    });
    await expectGone(user);
  });
});
