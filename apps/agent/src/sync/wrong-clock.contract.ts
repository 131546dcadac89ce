import { access } from 'node:fs/promises';
import { acknowledge, type ReceivedCall, type Reply, type StubServer } from '../testing/stub-server.js';
import { between, NEVER, spans } from '../testing/sync-scene.js';
import { ServerClock } from './server-clock.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A machine whose clock is wrong by so many milliseconds. */
const wrongBy = (aheadMs: number) =>
  new ServerClock(() => ({ wallMs: Date.now() + aheadMs, monotonicMs: performance.now() }));

const spansAt = (startedAt: number, count = 1) =>
  spans(count).map((span, index) => ({ ...span, startedAt: startedAt + index, endedAt: startedAt + index + 1 }));

/** Refuses what ends more than a minute from now, as the real server does. */
const judge =
  ({ taken }: StubServer, serverTime: number | undefined) =>
  (call: ReceivedCall): Reply => {
    const refused = (at: number) => at > Date.now() + 60_000;
    const { activities } = call.body;
    const good = activities.filter(({ endedAt }) => !refused(endedAt));
    const rejected = activities.flatMap(({ endedAt }, index) =>
      refused(endedAt) ? [{ index, code: 'in_future', message: 'ends in the future' }] : [],
    );
    acknowledge({ ...call, body: { ...call.body, activities: good } }, taken);
    return { status: 200, body: { accepted: good.length, duplicates: 0, rejected, nextSyncSeconds: 180, serverTime } };
  };

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe('records of a clock that is wrong', () => {
  it.each([
    ['the time in the answer', true],
    ['the Date header alone', false],
  ])('by an hour are sent again with the right times, by %s', async (_title, isTold) => {
    const clock = wrongBy(HOUR_MS);
    await between(
      async ({ server, spool, synchroniser, messages, states, quarantineFile }) => {
        server.script.push(...Array.from({ length: 3 }, () => judge(server, isTold ? Date.now() : undefined)));
        const trueStart = Date.now();
        const written = await spool.append(spansAt(trueStart + HOUR_MS, 2));
        await synchroniser.sync(NEVER);
        const sent = [...server.taken.values()];
        expect(sent.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
        for (const { startedAt } of sent) expect(Math.abs(startedAt - trueStart)).toBeLessThan(10_000);
        expect(await spool.pending(10)).toEqual([]);
        expect(await exists(quarantineFile)).toBe(false);
        expect(messages).toEqual([
          'warning: the clock of this machine is 60 minutes fast; the agent corrects the times that it sends',
        ]);
        expect(Math.abs((states.at(-1)?.skewMs ?? 0) + HOUR_MS)).toBeLessThan(10_000);
      },
      { clock },
    );
  });

  it('before this run wait until the server has reached them, and hold up no other record', () =>
    between(async ({ server, spool, synchroniser, quarantineFile }) => {
      server.script.push(...Array.from({ length: 4 }, () => judge(server, undefined)));
      const [early] = await spool.append(spansAt(Date.now() + HOUR_MS));
      await spool.append(spansAt(Date.now() - HOUR_MS, 3));
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(server.taken.size).toBe(3);
      expect(server.calls).toHaveLength(1);
      expect((await spool.pending(10)).map(({ id }) => id)).toEqual([early?.id]);
      expect(await synchroniser.sync(NEVER)).toBe(180);
      expect(server.calls).toHaveLength(2);
      expect((await spool.pending(10)).map(({ id }) => id)).toEqual([early?.id]);
      expect(await exists(quarantineFile)).toBe(false);
    }));

  it('beyond repair are set aside: they would wait for more than a day', () =>
    between(async ({ server, spool, synchroniser, quarantineFile }) => {
      server.script.push(judge(server, undefined));
      await spool.append(spansAt(Date.now() + 2 * DAY_MS));
      await synchroniser.sync(NEVER);
      expect(await spool.pending(10)).toEqual([]);
      expect(await exists(quarantineFile)).toBe(true);
    }));
});
