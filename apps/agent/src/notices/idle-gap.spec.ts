import { afterReport, type Gap, NOT_SEEN, type PresenceReport } from './idle-gap.js';

const MINUTE = 60_000;
const input = (minutes: number): PresenceReport => ({ type: 'input', lastInputAt: minutes * MINUTE });
const locked = (isLocked: boolean): PresenceReport => ({ type: 'locked', isLocked });
const counts: PresenceReport = { type: 'counts', isCounted: true, at: 0 };
const uncounted = (minutes: number): PresenceReport => ({ type: 'counts', isCounted: false, at: minutes * MINUTE });

function gapsOf(reports: readonly PresenceReport[], shortestMs?: number): Gap[] {
  let presence = NOT_SEEN;
  return reports.flatMap((report) => {
    const { presence: after, gap } = afterReport(presence, report, shortestMs);
    presence = after;
    return gap ?? [];
  });
}

describe('the idle question', () => {
  it.each<[title: string, reports: PresenceReport[], gaps: [number, number][]]>([
    ['is asked after five minutes', [input(0), input(5)], [[0, 5]]],
    ['is not asked after less', [input(0), input(4.99)], []],
    ['is asked after four hours', [input(0), input(240)], [[0, 240]]],
    ['is not asked after a night', [input(0), input(241)], []],
    ['is not asked at the start', [input(90)], []],
    ['is asked once', [input(0), input(6), input(6.1), input(6.2)], [[0, 6]]],
    [
      'is asked for each gap',
      [input(0), input(6), input(12)],
      [
        [0, 6],
        [6, 12],
      ],
    ],
    ['is not asked by a password', [input(0), locked(true), input(30), input(30.1)], []],
    ['is asked after the lock', [input(0), locked(true), input(30), locked(false), input(30.1)], [[0, 30.1]]],
    ['is not asked after a locked night', [input(0), locked(true), locked(false), input(600)], []],
    ['is not asked after a film', [input(0), counts, input(90), input(91)], []],
    [
      'is asked after the film when the person was away again',
      [input(0), counts, input(90), uncounted(90), input(100)],
      [[90, 100]],
    ],
    ['is not asked in a film that goes on', [input(0), counts, input(30), input(60), input(90)], []],
    ['is asked from the end of the film on', [input(0), counts, uncounted(60), input(70)], [[60, 70]]],
    ['is not asked when the clock was set', [input(0), { type: 'forget' }, input(30)], []],
    ['is not asked when time goes back', [input(60), input(0), input(61)], []],
  ])('%s', (_title, reports, gaps) => {
    expect(gapsOf(reports)).toEqual(gaps.map(([from, to]) => ({ from: from * MINUTE, to: to * MINUTE })));
  });

  it('is not asked for a pause that counts as time', () => {
    expect(gapsOf([input(0), input(9)], 10 * MINUTE)).toEqual([]);
    expect(gapsOf([input(0), input(4)], MINUTE)).toEqual([]);
  });
});
