import type { Upcasters } from '@app/domain';
import { presentVersion, upcast } from './upcast.js';

const UPCASTERS: Upcasters = new Map([
  [
    'Measured',
    [
      (data) => ({ metres: (data as { feet: number }).feet * 0.3 }),
      (data) => ({ length: { metres: (data as { metres: number }).metres } }),
    ],
  ],
]);

const measured = (schemaVersion: unknown, data: object) => ({ type: 'Measured', schemaVersion, data });
const noted = (schemaVersion: unknown, data: object) => ({ type: 'Noted', schemaVersion, data });

describe('an event', () => {
  it.each([
    ['of the first version goes through every step', measured(1, { feet: 10 }), { length: { metres: 3 } }],
    ['that names no version is of the first', measured(undefined, { feet: 10 }), { length: { metres: 3 } }],
    ['of a middle version goes through the rest', measured(2, { metres: 3 }), { length: { metres: 3 } }],
    ['of the present version stays as it is', measured(3, { length: 3 }), { length: 3 }],
    ['of a type that never changed stays as it is', noted(1, { n: 1 }), { n: 1 }],
    ['of a newer version is not read', measured(4, { length: 3 }), undefined],
    ['of a newer version of a type that never changed here is not read', noted(2, { n: 1 }), undefined],
    ['whose version is not a version is not read', measured('2', { metres: 3 }), undefined],
    ['whose version is below the first is not read', measured(0, { feet: 10 }), undefined],
  ])('%s', (_title, event, expected) => {
    expect(upcast(UPCASTERS, event)).toEqual(expected);
  });

  it.each([
    ['Measured', 3],
    ['Noted', 1],
  ])('of type %s is written in version %d', (type, version) => {
    expect(presentVersion(UPCASTERS, type)).toBe(version);
  });
});
