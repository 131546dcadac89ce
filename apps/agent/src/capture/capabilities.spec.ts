import { type Capabilities, describeMissing } from './capabilities.js';

const ALL: Capabilities = { titles: true, idle: true, lock: true, minimises: true };

describe('the sentences about what a desktop does not offer', () => {
  it('are none when all is there', () => {
    expect(describeMissing(ALL)).toEqual([]);
  });

  it.each([
    ['titles', 'titles of windows are not seen'],
    ['idle', 'idle time is not measured'],
    ['lock', 'a locked screen is seen only'],
    ['minimises', 'windows cannot be minimised'],
  ] as const)('tell that %s is missing', (name, start) => {
    expect(describeMissing({ ...ALL, [name]: false })).toEqual([expect.stringContaining(start) as string]);
  });
});
