import fc from 'fast-check';

import { activityKey } from './activity-key.js';

describe('an activity key', () => {
  it.each([
    ['  Sublime   Text\t2 ', 'sublime text 2'],
    ['GitHub.com', 'github.com'],
    ['www.github.com', 'github.com'],
    ['WWW.www.GitHub.com', 'github.com'],
    ['www.com', 'www.com'],
    ['www.', 'www.'],
    ['www', 'www'],
    ['www. a.b', 'www. a.b'],
    ['', ''],
    ['\u00a0ÉDITEUR\u2003', 'éditeur'],
  ])('of %j is %j', (activity, key) => {
    expect(activityKey(activity)).toBe(key);
  });

  it('is its own key', () => {
    const activity = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.string({ unit: fc.constantFrom('www.', '.', ' ', 'W', 'İ') }),
    );
    fc.assert(fc.property(activity, (text) => expect(activityKey(activityKey(text))).toBe(activityKey(text))));
  });
});
