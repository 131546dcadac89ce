import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActivityReport } from '../capture/activity-source.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { IdleQuestion } from './idle-question.js';
import { type Notice } from './notifier.js';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const WINDOW: ActivityReport = { type: 'active', window: 1, application: 'Editor' };
const LOCKED: ActivityReport = { type: 'none', isAway: true };
const INPUT: ActivityReport = { type: 'input', idleMs: 0 };

interface Asked extends Notice {
  answer: (words: string | null) => void;
}

/** A person at a desk. Minutes count from noon. */
class Desk {
  readonly asked: Asked[] = [];
  readonly posted: [from: number, to: number, activity: string][] = [];
  readonly said: string[] = [];
  post: 'taken' | 'refused' | 'away' = 'taken';
  private wallMs = NOON;
  private monotonicMs = 0;
  private question: IdleQuestion;

  constructor(
    private readonly folder: string,
    private readonly answers: readonly string[] = ['Meeting', 'Break'],
  ) {
    this.question = this.run();
  }

  at(minute: number, ...reports: ActivityReport[]): void {
    this.monotonicMs += NOON + minute * MINUTE - this.wallMs;
    this.wallMs = NOON + minute * MINUTE;
    for (const report of reports) this.question.see(report);
  }

  /** The wall clock is set, or the machine slept: the other clock stands still. */
  wallOnly(minute: number): void {
    this.wallMs = NOON + minute * MINUTE;
  }

  record(isRecording: boolean): void {
    this.question.recording(isRecording);
  }

  async settled(): Promise<void> {
    await this.question.settled();
  }

  retry = () => this.question.retry();
  erase = (from: number, to: number) =>
    this.question.erase(({ startedAt, endedAt }) => startedAt < NOON + to * MINUTE && endedAt > NOON + from * MINUTE);

  async restart(isKilled = false): Promise<void> {
    if (!isKilled) {
      this.question.close();
      for (const { answer } of this.asked) answer(null);
    }
    await this.question.settled().catch(() => undefined);
    this.question = this.run();
    await this.question.begin();
  }

  gaps(): string[] {
    const minutes = (text: string) => [...text.matchAll(/\d?\d:(\d\d)/g)].map(([, minute]) => minute).join('-');
    return this.asked.map(({ summary }) => minutes(summary));
  }

  private run(): IdleQuestion {
    return new IdleQuestion({
      notifier: {
        show: (notice) => {
          notice.shown?.({ id: this.asked.length + 1, owner: ':1.1' });
          return new Promise((answer) => void this.asked.push({ ...notice, answer }));
        },
      },
      post: async ({ from, to, activity }) => {
        if (this.post === 'away') throw new Error('the server cannot be reached (ECONNREFUSED)');
        if (this.post === 'taken') this.posted.push([(from - NOON) / MINUTE, (to - NOON) / MINUTE, activity]);
        return this.post === 'taken';
      },
      now: () => ({ wallMs: this.wallMs, monotonicMs: this.monotonicMs }),
      ...{ idleLimitMs: 5 * MINUTE, answers: this.answers, countsWhenIdle: ['mpv'] },
      answersFile: join(this.folder, 'idle-answers.json'),
      gapsFile: join(this.folder, 'idle-gaps.json'),
      say: (message) => void this.said.push(message),
    });
  }
}

const atDesk = (work: (desk: Desk) => Promise<void>) =>
  withTemporaryFolder(async (folder) => {
    const desk = new Desk(folder);
    await work(desk);
  });

describe('the question after a pause', () => {
  it('takes a locked screen as one gap, and asks after the unlock, once', () =>
    atDesk(async (desk) => {
      desk.at(0, WINDOW, INPUT);
      desk.at(1, INPUT, LOCKED);
      desk.at(10, INPUT);
      desk.at(20.9, INPUT);
      expect(desk.asked).toEqual([]);
      desk.at(21, WINDOW, INPUT);
      desk.at(22, INPUT);
      await until('the question', () => desk.asked.length === 1);
      desk.asked[0]?.answer('Break');
      await until('the post', () => desk.posted.length === 1);
      expect(desk.posted).toEqual([[1, 21, 'Break']]);
      expect(desk.gaps()).toEqual(['01-21']);
    }));

  it('asks about a sleep that was told, and not about a clock that was set', () =>
    atDesk(async (desk) => {
      desk.at(0, WINDOW, INPUT, LOCKED);
      desk.wallOnly(30);
      desk.at(30, INPUT, WINDOW, INPUT);
      await until('the question', () => desk.asked.length === 1);
      desk.asked[0]?.answer(null);
      desk.wallOnly(55);
      desk.at(55, INPUT);
      desk.at(57, INPUT);
      desk.wallOnly(10);
      desk.at(10, INPUT);
      desk.at(12, INPUT);
      await desk.settled();
      expect(desk.gaps()).toEqual(['00-30']);
    }));

  it('asks nothing about paused time, nor about the time around it', () =>
    atDesk(async (desk) => {
      desk.at(0, WINDOW, INPUT);
      desk.at(6);
      desk.record(false);
      desk.at(7, INPUT);
      desk.at(20, INPUT);
      desk.record(true);
      desk.at(26, INPUT);
      await desk.settled();
      expect(desk.asked).toEqual([]);
    }));

  it('asks one gap after the other, and the newest eight of a person who never answers', () =>
    atDesk(async (desk) => {
      for (let minute = 0; minute <= 54; minute += 6) desk.at(minute, INPUT);
      for (let count = 1; count <= 8; count++) {
        await until('the question', () => desk.asked.length === count);
        desk.asked[count - 1]?.answer(null);
      }
      await desk.settled();
      expect(desk.gaps()).toEqual(['06-12', '12-18', '18-24', '24-30', '30-36', '36-42', '42-48', '48-54']);
    }));

  it('is asked again by the next run in the place of the old one, and once answered never more', () =>
    atDesk(async (desk) => {
      desk.at(0, INPUT);
      desk.at(9, INPUT);
      await until('the question', () => desk.asked.length === 1);
      await desk.restart();
      await until('the question again', () => desk.asked.length === 2);
      expect(desk.asked[1]?.replaces).toEqual({ id: 1, owner: ':1.1' });
      desk.asked[1]?.answer('Meeting');
      await until('the post', () => desk.posted.length === 1);
      await desk.restart();
      expect([desk.asked.length, desk.posted]).toEqual([2, [[0, 9, 'Meeting']]]);
    }));

  it('is not asked again after half an hour', () =>
    atDesk(async (desk) => {
      desk.at(0, INPUT);
      desk.at(9, INPUT);
      await until('the question', () => desk.asked.length === 1);
      desk.at(40);
      await desk.restart();
      expect(desk.asked).toHaveLength(1);
    }));

  it('posts an answer later that no server took, also over a restart, but not one that is refused', () =>
    atDesk(async (desk) => {
      desk.post = 'away';
      desk.at(0, INPUT);
      desk.at(9, INPUT);
      await until('the question', () => desk.asked.length === 1);
      desk.asked[0]?.answer('Meeting');
      await until('the failure', () => desk.said.some((message) => message.includes('is sent later')));
      await desk.restart();
      desk.post = 'taken';
      await desk.retry();
      await desk.retry();
      expect(desk.posted).toEqual([[0, 9, 'Meeting']]);
      desk.post = 'refused';
      desk.at(10, INPUT);
      desk.at(20, INPUT);
      await until('the second question', () => desk.asked.length === 2);
      desk.asked[1]?.answer('Break');
      await until('the refusal', () => desk.said.some((message) => message.startsWith('the server refuses')));
      desk.post = 'taken';
      await desk.retry();
      expect(desk.posted).toHaveLength(1);
    }));

  it('forgets a pause in erased time, though it is answered', () =>
    withTemporaryFolder(async (folder) => {
      const desk = new Desk(folder);
      desk.post = 'away';
      desk.at(0, INPUT);
      desk.at(9, INPUT);
      await until('the question', () => desk.asked.length === 1);
      const kept = () => readFile(join(folder, 'idle-gaps.json'), 'utf8').catch(() => '');
      await until('the pause on the disk', async () => (await kept()).includes('"from"'));
      await desk.erase(3, 4);
      desk.asked[0]?.answer('Meeting');
      await desk.settled();
      desk.post = 'taken';
      await desk.retry();
      expect(desk.posted).toEqual([]);
      expect(await kept()).toBe('');
    }));

  it('is not asked without answers', () =>
    withTemporaryFolder(async (folder) => {
      const desk = new Desk(folder, []);
      desk.at(0, INPUT);
      desk.at(9, INPUT);
      await desk.settled();
      expect(desk.asked).toEqual([]);
    }));
});
