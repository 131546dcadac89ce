import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BehaviorSubject, Subject } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { parseHours } from '../rules/hours.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { Gate, gated } from './gate.js';
import { Pause } from './pause.js';

const MONDAY_NOON = Date.UTC(2026, 10, 30, 12, 0, 0);
const EDITOR: ActivityReport = { type: 'active', window: 1, application: 'Editor' };
const MAIL: ActivityReport = { type: 'active', window: 2, application: 'Mail' };
const NONE: ActivityReport = { type: 'none' };

/** A gate on a clock that the test moves. */
async function withGate(
  work: (scene: { gate: Gate; states: boolean[]; at: { ms: number }; file: string }) => Promise<void>,
  hours: string | null = null,
): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const file = join(folder, 'pause.json');
    const at = { ms: MONDAY_NOON };
    const pause = await Pause.load(file, at.ms);
    const clocks = { machineMs: () => at.ms, nowMs: () => at.ms, zone: 'UTC' };
    const gate = new Gate({ pause, hours: hours === null ? null : parseHours(hours), ...clocks });
    const states: boolean[] = [];
    const watching = gate.isOpen.subscribe((isOpen) => states.push(isOpen));
    await work({ gate, states, at, file });
    watching.unsubscribe();
    gate.close();
  });
}

describe('a pause', () => {
  it('closes the gate until its end, and lasts over a restart', () =>
    withGate(async ({ gate, states, at, file }) => {
      await gate.pause(MONDAY_NOON + 60_000);
      expect(gate.state().paused).toEqual({ since: MONDAY_NOON, until: MONDAY_NOON + 60_000 });
      const again = await Pause.load(file, at.ms);
      expect(again.at(MONDAY_NOON + 59_999)?.until).toBe(MONDAY_NOON + 60_000);
      expect(again.at(MONDAY_NOON + 60_000)).toBeNull();
      at.ms += 60_000;
      gate.look();
      expect(states).toEqual([true, false, true]);
    }));

  it('ends by itself, without a question', () =>
    withGate(async ({ gate, states, at }) => {
      await gate.pause(MONDAY_NOON + 30);
      at.ms += 30;
      await until('the end', () => states.length === 3);
    }));

  it('without an end lasts until resume', () =>
    withGate(async ({ gate, states, at, file }) => {
      await gate.pause(null);
      at.ms += 1_000 * 86_400_000;
      gate.look();
      expect(states).toEqual([true, false]);
      expect(await gate.resume()).toBe(true);
      expect(await gate.resume()).toBe(false);
      expect(states).toEqual([true, false, true]);
      expect((await Pause.load(file, at.ms)).at(at.ms)).toBeNull();
    }));

  it.each(['', 'null', '{"since":1', '{"since":1,"until":"later"}', '[]'])(
    'that cannot be read (%j) is a pause without end: rather no time than forbidden time',
    (text) =>
      withGate(async ({ file }) => {
        await writeFile(file, text);
        expect((await Pause.load(file, 5)).at(5)).toEqual({ since: 5, until: null });
      }),
  );

  it('counts at once, also when the disk does not take it', () =>
    withTemporaryFolder(async (folder) => {
      const pause = await Pause.load(join(folder, 'no-such-folder', 'pause.json'), 1);
      const gate = new Gate({ pause, hours: null, machineMs: () => 1, nowMs: () => 1 });
      await expect(gate.pause(null)).rejects.toThrow('ENOENT');
      expect(gate.state().paused).toEqual({ since: 1, until: null });
      gate.close();
    }));
});

describe('hours', () => {
  it('close the gate at their end and open it at their start', () =>
    withGate(async ({ gate, states, at }) => {
      at.ms = Date.UTC(2026, 10, 30, 17, 0);
      gate.look();
      expect(gate.state().hours).toMatchObject({ isOpen: false, opensAt: Date.UTC(2026, 11, 1, 9, 0) });
      at.ms = Date.UTC(2026, 11, 1, 9, 0);
      gate.look();
      expect(states).toEqual([true, false, true]);
    }, 'mon-fri 9-17'));

  it('and a pause close it together', () =>
    withGate(async ({ gate, states, at }) => {
      await gate.pause(Date.UTC(2026, 11, 1, 10, 0));
      at.ms = Date.UTC(2026, 11, 1, 9, 30);
      gate.look();
      expect(states).toEqual([true, false]);
      gate.useHours(null);
      expect(gate.state().hours).toBeNull();
      expect(states).toEqual([true, false]);
    }, 'mon-fri 9-17'));
});

describe('reports behind a closed gate', () => {
  it('name no window, and the window in front comes back when it opens', () => {
    const [reports, isOpen] = [new Subject<ActivityReport>(), new BehaviorSubject(true)];
    const passed: ActivityReport[] = [];
    const watching = gated(reports, isOpen).subscribe((report) => passed.push(report));
    const input: ActivityReport = { type: 'input', idleMs: 5 };
    reports.next(EDITOR);
    isOpen.next(false);
    reports.next(MAIL);
    reports.next(input);
    isOpen.next(true);
    isOpen.next(false);
    reports.next({ type: 'lost', reason: 'gone' });
    isOpen.next(true);
    expect(passed).toEqual([EDITOR, NONE, NONE, input, MAIL, NONE, { type: 'lost', reason: 'gone' }, NONE]);
    watching.unsubscribe();
    expect([reports.observed, isOpen.observed]).toEqual([false, false]);
  });

  it('name no window from the first on', () => {
    const reports = new Subject<ActivityReport>();
    const passed: ActivityReport[] = [];
    gated(reports, new BehaviorSubject(false)).subscribe((report) => passed.push(report));
    reports.next({ type: 'ready', seesInput: true });
    reports.next(EDITOR);
    expect(passed).toEqual([{ type: 'ready', seesInput: true }, NONE]);
  });
});
