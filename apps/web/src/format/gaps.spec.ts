import { gapAt, selectedOf } from './gaps.js';

const MINUTE = 60_000;
const day = { from: 0, to: 24 * 60 * MINUTE };
const at = (minutes: number) => minutes * MINUTE;

describe('the gap at a moment', () => {
  const starts = [at(60), at(65), at(120)];

  it.each([
    ['between two pieces', 90, { from: at(70), to: at(120) }],
    ['before the first piece', 10, { from: 0, to: at(60) }],
    ['after the last piece', 600, { from: at(125), to: day.to }],
    ['on the end of a piece', 70, { from: at(70), to: at(120) }],
    ['in a piece', 62, undefined],
  ])('%s', (_where, minutes, gap) => expect(gapAt(at(minutes), starts, day)).toEqual(gap));

  it('is the whole day without pieces', () => expect(gapAt(at(1), [], day)).toEqual(day));
});

describe('what is selected of a gap', () => {
  const gap = { from: at(70), to: at(120) };

  it.each([
    ['the nearest whole pieces of a drag', 82, 93, { from: at(80), to: at(95) }],
    ['the same of a drag to the left', 93, 82, { from: at(80), to: at(95) }],
    ['one piece at least', 91, 94, { from: at(90), to: at(95) }],
    ['one piece at the end of the gap', 119, 130, { from: at(115), to: at(120) }],
    ['no more than the gap', 10, 500, gap],
    ['all of it for a click', 90, 91, gap],
  ])('%s', (_what, a, b, selected) => expect(selectedOf(gap, at(a), at(b))).toEqual(selected));
});
