import {
  END,
  every5s,
  idle,
  INPUT,
  joined,
  type Moment,
  READY,
  record,
  type Report,
  window,
} from '../testing/moments.js';

const FILM = { ...window('Player'), countsWhenIdle: true } as Report;
const start: Moment[] = [
  [0, READY],
  [0, INPUT],
];

describe('a window that counts when idle', () => {
  it('counts without any input for as long as it is in front', () => {
    const film = every5s(0, 5_400, (second) => idle(second));
    expect(joined(record([...start, [0, FILM], ...film, [5_400, END]]))).toEqual(['Player 0-5400']);
  });

  it('does not count once another window is in front', () => {
    const moments: Moment[] = [
      ...start,
      [0, FILM],
      ...every5s(5, 600, (second) => idle(second)),
      [600, window('Editor')],
      ...every5s(605, 1_200, (second) => idle(second)),
      [1_200, END],
    ];
    expect(joined(record(moments))).toEqual(['Player 0-600']);
  });

  it('does not turn a long pause before it into time', () => {
    const moments: Moment[] = [
      ...start,
      [0, window('Editor')],
      ...every5s(5, 595, (second) => idle(second)),
      [600, FILM],
      ...every5s(605, 700, (second) => idle(second)),
      [700, END],
    ];
    expect(joined(record(moments))).toEqual(['Player 600-700']);
  });
});
