import { ActivityDay } from '../activity/day/activity-day.js';
import type { LocalDate } from '../calendar/local-date.js';
import { SHIPPED_TAXONOMY, timeClasses } from '../taxonomy/index.js';
import { timeSlices } from './time-slices.js';

const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);

it('the slices of a day are its five minutes at their local times, classed and named, without what was erased', () => {
  const day = new ActivityDay();
  const place = { localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 345 };
  const spans = [
    { id: '1', application: 'vim', startedAt: at('09:03'), endedAt: at('09:07') },
    { id: '2', application: 'youtube.com', startedAt: at('09:10'), endedAt: at('09:15') },
  ];
  const device = { deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers' as const };
  day.apply({ type: 'ActivityRecorded', data: { ...device, ...place, spans } }, 0n);
  day.apply({ type: 'TimeErased', data: { from: at('09:10'), to: at('09:20') } }, 1n);
  const naming = {
    id: 1,
    activity: 'VIM',
    in: 'document',
    match: 'equals',
    text: 'no details',
    name: 'Thesis',
  } as const;
  const thesis = timeClasses({ ...SHIPPED_TAXONOMY, namingRules: [naming] });
  expect(timeSlices(day, thesis).map(({ activity, productivity }) => [activity, productivity])).toEqual([
    ['Thesis', 0],
    ['Thesis', 0],
  ]);
  const vim = { activity: 'vim', overview: 'Software Development', category: 'Editing & IDEs', productivity: 2 };
  expect(timeSlices(day, timeClasses(SHIPPED_TAXONOMY)).sort((a, b) => a.bucketLocal - b.bucketLocal)).toEqual([
    { ...vim, bucketLocal: at('14:45') / 1000, durationMs: 120_000 },
    { ...vim, bucketLocal: at('14:50') / 1000, durationMs: 120_000 },
  ]);
});
