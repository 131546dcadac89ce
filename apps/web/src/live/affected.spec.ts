import { isAffected, type Told } from './affected.js';

const TODAY = '2026-11-29';
const told = (kinds: Told['kinds'], ...days: string[]): Told => ({ all: false, kinds, days });

it.each<[key: unknown[], told: Told, expected: boolean]>([
  [['day', 'today'], told(['activities'], TODAY), true],
  [['day', 'today'], told(['activities'], '2026-11-28'), false],
  [['day', '2026-11-28'], told(['offline-time'], '2026-11-28'), true],
  [['day', '2026-11-28'], told(['activities'], '2026-11-27', '2026-11-29'), false],
  [['day', TODAY], told(['activities'], '2026-11-22'), true],
  [['day', TODAY], told(['activities'], '2026-10-04'), true],
  [['day', TODAY], told(['activities'], '2026-09-27'), false],
  [['day', '2026-11-22'], told(['activities'], TODAY), false],
  [['range', '2026-11-23', '2026-11-29'], told(['activities'], TODAY), true],
  [['range', '2026-11-23', '2026-11-29'], told(['activities'], '2026-11-16'), true],
  [['range', '2026-11-23', '2026-11-29'], told(['activities'], '2026-11-15'), false],
  [['range', '2026-11-23', '2026-11-29'], told(['activities'], '2026-11-30'), false],
  [['range', TODAY, TODAY], told(['activities'], '2026-11-28'), true],
  [['activities', TODAY, TODAY], told(['taxonomy']), true],
  [['documents', '2026-11-23', '2026-11-24', TODAY], told(['activities'], TODAY), false],
  [['day', 'today'], told(['highlights']), false],
  [['highlights'], told(['highlights']), true],
  [['devices'], told(['activities'], TODAY), true],
  ...(['goals', 'alerts', 'schedules', 'taxonomy'] as const).map((kind): [unknown[], Told, boolean] => [
    ['goals', 'today'],
    told([kind]),
    true,
  ]),
  [['goals', 'today'], told(['highlights']), false],
  [['devices'], told(['offline-time'], TODAY), false],
  [['highlights'], told(['activities'], TODAY), false],
  [['day', '2026-01-01'], told(['taxonomy']), true],
  [['day', '2026-01-01'], told(['activities', 'taxonomy'], TODAY), true],
  [['day', '2026-01-01'], told(['account']), true],
  [['day', '2026-01-01'], { all: true, kinds: [], days: [] }, true],
  [['a new page', 7], told(['focus']), true],
  [['goals', 'today'], told(['activities'], '2026-11-28'), true],
  [['goals', 'today'], told(['schedules']), true],
  [['offline-time', '2026-11'], told(['offline-time'], '2026-11-20'), true],
  [['offline-time', '2026-11'], told(['activities'], '2026-11-20'), false],
  [['day', 'today'], told(['of a later server' as 'focus']), true],
])('%j depends on %j: %s', (key, change, expected) => {
  expect(isAffected(key, change, TODAY)).toBe(expected);
});
