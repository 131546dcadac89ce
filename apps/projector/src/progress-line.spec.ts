import { progressLine } from './progress-line.js';

describe('the line of progress', () => {
  it.each([
    [
      { share: 0.41, events: 123_456, eventsPerSecond: 2_310.4, etaSeconds: 72 },
      '[############..................]  41 %  123,456 events  2,310/s  1 min 12 s left',
    ],
    [
      { share: 1, events: 7, eventsPerSecond: 0.2, etaSeconds: 0 },
      '[##############################] 100 %  7 events  0/s  0 s left',
    ],
    [
      { share: 0.999, events: 1, eventsPerSecond: 1, etaSeconds: 7_260 },
      '[##############################]  99 %  1 events  1/s  2 h 1 min left',
    ],
    [
      { share: 0, events: 0, eventsPerSecond: 0, etaSeconds: undefined },
      '[..............................]   0 %  0 events  0/s  ',
    ],
  ])('of %j is %s', (progress, line) => expect(progressLine(progress)).toBe(line));
});
