import type { LocalDate } from '../calendar/local-date.js';
import type { HistoryEvent } from './events.js';
import { historyDecider } from './history-decider.js';
import { readHistoryEvent } from './read-history-event.js';

const HOUR = 3_600_000;
const at = (now: number) => ({ now, principalId: 'u' });
const stateOf = (given: readonly HistoryEvent[]) => given.reduce(historyDecider.evolve, historyDecider.initialState);
const listed = (format: 'timeledger' | 'rescuetime', ms: number): HistoryEvent => ({
  type: 'ImportListed',
  data: { format, at: ms },
});
const change = { localDate: '2026-11-20' as LocalDate, commandId: 'c', revision: 3 };

describe('the list of changes', () => {
  it.each<[title: string, given: HistoryEvent[], then: HistoryEvent[]]>([
    ['the first call of an import', [], [listed('timeledger', 2 * HOUR)]],
    ['no later call of the same file', [listed('timeledger', HOUR + 1)], []],
    ['the next file', [listed('timeledger', HOUR)], [listed('timeledger', 2 * HOUR)]],
    ['a file of another form', [listed('rescuetime', HOUR + 1)], [listed('timeledger', 2 * HOUR)]],
  ])('lists %s', (_title, given, then) => {
    const command = { type: 'ListImport', data: { format: 'timeledger' }, metadata: at(2 * HOUR) } as const;
    expect(historyDecider.decide(command, stateOf(given))).toEqual(then);
  });

  it.each([
    ['localDate', 'DayChangeListed', { ...change, localDate: '2026-02-30' }],
    ['commandId', 'DayChangeListed', { ...change, commandId: 'x'.repeat(101) }],
    ['revision', 'DayChangeListed', { ...change, revision: -1 }],
    ['format', 'ImportListed', { format: 'csv', at: 0 }],
    ['at', 'ImportListed', { format: 'rescuetime', at: 'now' }],
  ])('is not read with a bad %s', (field, type, data) =>
    expect(() => readHistoryEvent({ type, data })).toThrow(`The field ${field} `),
  );
});
