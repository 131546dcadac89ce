import { rename, writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ActivityReport } from '../capture/activity-source.js';
import { Spool } from '../spool/spool.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { Recorder } from './recorder.js';

const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);

interface Scene {
  folder: string;
  spool: Spool;
  recorder: Recorder;
  messages: string[];
  /** Moves the clock. */
  pass: (seconds: number) => void;
}

/** A recorder on a real folder, on a clock that the test moves. `idleMs`: the desktop's answer. */
async function recording(work: (scene: Scene) => Promise<void>, idleMs: () => Promise<number | null>): Promise<void> {
  await withTemporaryFolder(async (parent) => {
    const folder = join(parent, 'spool');
    const at = { wallMs: NOON, monotonicMs: 0 };
    const messages: string[] = [];
    const say = (message: string) => void messages.push(message);
    const spool = await Spool.open({
      folder,
      deviceId: '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f',
      warn: say,
      now: () => NOON,
    });
    const clock = { now: () => ({ ...at }), correctionMs: 0 };
    const recorder = new Recorder({
      source: { idleMs },
      clock,
      spool,
      idleLimitMs: 300_000,
      countsWhenIdle: ['vlc'],
      say,
    });
    const pass = (seconds: number) => {
      at.wallMs += seconds * 1_000;
      at.monotonicMs += seconds * 1_000;
    };
    recorder.see({ type: 'ready', seesInput: true });
    recorder.see({ type: 'input', idleMs: 0 });
    recorder.see({ type: 'active', window: 1, application: 'Editor' });
    await work({ folder, spool, recorder, messages, pass }).finally(() => spool.close());
  });
}

const secondsIn = async (spool: Spool) =>
  (await spool.pending(1_000)).map(({ startedAt, endedAt }) => [(startedAt - NOON) / 1_000, (endedAt - NOON) / 1_000]);

describe('the end of recording', () => {
  it.each([
    ['counts the time up to the last input, which the desktop is asked for', async () => 500, [[0, 3.5]]],
    ['counts what was confirmed before when the desktop does not answer', async () => null, [[0, 1]]],
    ['counts that too when the desktop is lost', () => Promise.reject(new Error('lost')), [[0, 1]]],
    ['does not wait for a desktop that hangs', () => new Promise<null>(() => undefined), [[0, 1]]],
  ])('%s', (_title, idleMs, expected) =>
    recording(async ({ spool, recorder, pass }) => {
      pass(1);
      recorder.see({ type: 'input', idleMs: 0 });
      pass(3);
      await recorder.end();
      expect(await secondsIn(spool)).toEqual(expected);
    }, idleMs),
  );
});

describe('windows that are no work, or work without input', () => {
  const minutes = ({ recorder, pass }: Scene, count: number) => {
    for (let minute = 1; minute <= count; minute++) {
      for (let step = 0; step < 4; step++) {
        pass(15);
        recorder.see({ type: 'input', idleMs: minute * 60_000 });
      }
    }
  };
  const never = async () => null;

  it.each(['LockApp', 'loginwindow', 'i3lock'])('do not count when %s locks the screen, also with input', (locker) =>
    recording(async ({ spool, recorder, pass }) => {
      pass(10);
      recorder.see({ type: 'input', idleMs: 0 });
      recorder.see({ type: 'active', window: 9, application: locker, title: 'secret' });
      pass(20);
      recorder.see({ type: 'input', idleMs: 0 });
      await recorder.end();
      expect(await secondsIn(spool)).toEqual([[0, 10]]);
      expect(JSON.stringify(await spool.pending(9))).not.toContain('secret');
    }, never),
  );

  it('count without input when the person has named their application, in any case', () =>
    recording(async (scene) => {
      scene.recorder.see({ type: 'active', window: 2, application: 'VLC' });
      minutes(scene, 20);
      await scene.recorder.end();
      const pieces = await secondsIn(scene.spool);
      expect(pieces.reduce((sum, [from = 0, until = 0]) => sum + until - from, 0)).toBe(1_200);
    }, never));
});

describe('time that has ended', () => {
  /** Ten seconds in a window, then another window for so long that it is no flicker. */
  const ends = ({ recorder, pass }: Scene): void => {
    pass(10);
    recorder.see({ type: 'active', window: 2, application: 'Program 2' });
    pass(1);
    recorder.see({ type: 'input', idleMs: 0 });
  };
  const never = async () => null;

  it('waits some seconds for more of it, so that the disk is written once', () =>
    recording(async (scene) => {
      ends(scene);
      await nextTurn();
      expect(await secondsIn(scene.spool)).toEqual([]);
      scene.pass(4);
      scene.recorder.take({ type: 'tick' });
      await until('the write', async () => (await secondsIn(scene.spool)).length > 0);
    }, never));

  it.each<ActivityReport>([
    { type: 'none', isAway: true },
    { type: 'lost', reason: 'gone' },
  ])('is written at once before a silence: %j', (report) =>
    recording(async (scene) => {
      ends(scene);
      scene.recorder.see(report);
      await until('the write', async () => (await secondsIn(scene.spool)).length > 0);
    }, never),
  );
});

describe('a disk that takes nothing', () => {
  /** Puts a file in the place of the folder: every write fails then, also for root. */
  async function broken(folder: string, meanwhile: () => Promise<void>): Promise<void> {
    await rename(folder, `${folder}.away`);
    await writeFile(folder, '');
    await meanwhile();
    await rm(folder);
    await rename(`${folder}.away`, folder);
  }

  it('costs no time: the spans wait in memory and are written later', () =>
    recording(
      async ({ folder, spool, recorder, messages, pass }) => {
        await broken(folder, async () => {
          for (let window = 2; window < 12; window++) {
            pass(10);
            recorder.see({ type: 'active', window, application: `Program ${window}` });
            recorder.see({ type: 'input', idleMs: 0 });
          }
          await until('the complaint', () => messages.length > 0);
        });
        pass(10);
        await recorder.end();
        const pieces = await secondsIn(spool);
        expect(pieces.reduce((sum, [from = 0, until = 0]) => sum + until - from, 0)).toBe(110);
        expect(messages).toEqual([
          expect.stringContaining('the disk cannot store the recorded time, it is kept in memory: ') as string,
          'the disk stores the recorded time again',
        ]);
      },
      async () => 0,
    ));

  it('that is still full at the end is told with what it costs', () =>
    recording(
      async ({ folder, recorder, messages, pass }) => {
        await broken(folder, async () => {
          pass(10);
          await recorder.end();
        });
        expect(messages.at(-1)).toBe('the disk cannot store 1 spans: they are lost');
      },
      async () => 0,
    ));
});
