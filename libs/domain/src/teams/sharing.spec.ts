import { narrower, SHARING_LEVELS, shows } from './sharing.js';

describe('of two levels of sharing', () => {
  it.each(SHARING_LEVELS.flatMap((a) => SHARING_LEVELS.map((b) => [a, b] as const)))(
    '%s and %s, the narrower shows what both do',
    (a, b) => {
      const both = SHARING_LEVELS.filter((needed) => shows(a, needed) && shows(b, needed));
      expect(SHARING_LEVELS.filter((needed) => shows(narrower(a, b), needed))).toEqual(both);
    },
  );
});
