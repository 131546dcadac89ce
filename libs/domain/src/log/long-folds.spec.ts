import { alertDecider } from '../alerts/index.js';
import type { Decider, DomainEvent } from '../decider.js';
import { deviceDecider } from '../devices/index.js';
import { goalDecider } from '../goals/index.js';
import { highlightDecider, newestHighlights } from '../highlights/index.js';
import { offlineTimeDecider } from '../offline-time/index.js';
import { scheduleDecider } from '../schedules/index.js';
import { taxonomyDecider } from '../taxonomy/index.js';

/**
 * As many events as a stream may have, and the CPU time that their fold may take. Copies take a
 * minute.
 */
const EVENTS = 50_000;
const MOST_MS = 3_000;

function folded<State, E extends DomainEvent>(
  { initialState, evolve }: Pick<Decider<State, never, E>, 'initialState' | 'evolve'>,
  eventAt: (n: number) => DomainEvent,
): State {
  const began = process.cpuUsage();
  let state = initialState;
  for (let n = 0; n < EVENTS; n++) state = evolve(state, eventAt(n) as E);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(MOST_MS);
  return state;
}

const HALF = EVENTS / 2;
const range = { weekdays: [1], from: '09:00', to: '17:00' };

describe('the fold of a long stream takes time in proportion to its events', () => {
  it('of a taxonomy that classes an activity with each event', () => {
    const { activityOverrides } = folded(taxonomyDecider, (n) => ({
      type: 'ActivityClassified',
      data: { activity: `activity ${n}`, productivity: 1 },
    }));
    expect(activityOverrides.size).toBe(5_000);
  });

  it('of a taxonomy that sets the level of an invented category with each event', () => {
    const { categoryLevels } = folded(taxonomyDecider, (n) => ({
      type: 'CategoryLevelSet',
      data: { overview: 'Business', category: `category ${n}`, productivity: 1 },
    }));
    expect(categoryLevels.size).toBe(EVENTS);
  });

  it('of a taxonomy whose user makes and removes a category again and again', () => {
    const { removedCategories } = folded(taxonomyDecider, (n) => ({
      type: n % 2 === 0 ? 'CategoryCreated' : 'CategoryRemoved',
      data: {
        overview: 'Business',
        category: `category ${Math.floor(n / 2)}`,
        ...(n % 2 === 0 && { productivity: 1 }),
      },
    }));
    expect(removedCategories.size).toBe(HALF);
  });

  it('of hidden devices', () => {
    const hidden = folded(deviceDecider, (n) => ({
      type: 'DeviceHidden',
      data: { deviceId: `device ${n}`, hiddenAt: n },
    }));
    expect(hidden.size).toBe(EVENTS);
  });

  it('of highlights that are replaced', () => {
    const highlights = folded(highlightDecider, (n) => ({
      type: n < HALF ? 'HighlightPosted' : 'HighlightReplaced',
      data: { id: (n % HALF) + 1, description: `text ${n}`, date: '2026-11-21', createdAt: n },
    }));
    expect(newestHighlights(highlights, 1)).toMatchObject([{ id: HALF, description: `text ${EVENTS - 1}` }]);
  });

  it('of offline time, as an import may bring it', () => {
    const { pieces } = folded(offlineTimeDecider, (n) => ({
      type: 'OfflineTimePosted',
      data: { activity: 'Meeting', localDate: '2026-11-21', utcOffsetMinutes: 0, startedAt: n, endedAt: n + 1 },
    }));
    expect(pieces.size).toBe(EVENTS);
  });

  it('of alerts, schedules and goals, and it keeps as many of them as an account may have', () => {
    const alerts = folded(alertDecider, (n) => ({
      type: 'AlertDefined',
      data: { id: n + 1, comparison: 'more-than', hours: 1, subject: { kind: 'total' } },
    }));
    expect(alerts.byId.size).toBe(50);
    const schedules = folded(scheduleDecider, (n) => ({
      type: 'ScheduleCreated',
      data: { id: n + 1, name: 'work', ranges: [range] },
    }));
    expect(schedules.byId.size).toBe(100);
    const goals = folded(goalDecider, (n) => ({
      type: 'GoalSet',
      data: { id: n + 1, aim: 'at-least', hours: 1, per: 'day', subject: { kind: 'total' } },
    }));
    expect(goals.byId.size).toBe(50);
  });
});
