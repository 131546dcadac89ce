import type { LocalDate } from '../calendar/local-date.js';
import type { Asked } from '../decider.js';
import type { HighlightEvent, HighlightText } from './events.js';
import { type HighlightCommand, highlightDecider, newestHighlights } from './highlight-decider.js';

const metadata = { now: 7, principalId: 'u' };
const stateAfter = (given: readonly HighlightEvent[]) =>
  given.reduce(highlightDecider.evolve, highlightDecider.initialState);
const decide = (given: readonly HighlightEvent[], when: Asked<HighlightCommand>) =>
  highlightDecider.decide({ ...when, metadata }, stateAfter(given));

const TEXT: HighlightText = { description: 'Released 1.0', date: '2026-11-20' as LocalDate };
const posted: HighlightEvent = { type: 'HighlightPosted', data: { id: 1, ...TEXT, createdAt: 7 } };
const removed: HighlightEvent = { type: 'HighlightRemoved', data: { id: 1 } };
const post = (changes: Partial<HighlightText> = {}) =>
  ({ type: 'PostHighlight', data: { ...TEXT, ...changes } }) as const;

describe('highlights', () => {
  it('are posted with the moment of entering, the first as number 1', () => {
    expect(decide([], post())).toEqual([posted]);
  });

  it('are two when the same text is posted twice, with a label when there is one', () => {
    expect(decide([posted], post({ source: 'Git' }))).toEqual([
      { type: 'HighlightPosted', data: { id: 2, ...TEXT, source: 'Git', createdAt: 7 } },
    ]);
  });

  it('never get the number of a removed one', () => {
    expect(decide([posted, removed], post())).toMatchObject([{ data: { id: 3 } }]);
  });

  it('keep number and moment when they are replaced, and lose the label', () => {
    const labelled: HighlightEvent = { type: 'HighlightPosted', data: { id: 1, ...TEXT, source: 'Git', createdAt: 3 } };
    const when = { type: 'ReplaceHighlight', data: { id: 1, ...TEXT, description: 'x' } } as const;
    expect(decide([labelled], when)).toEqual([
      { type: 'HighlightReplaced', data: { id: 1, ...TEXT, description: 'x', createdAt: 3 } },
    ]);
  });

  it('are removed', () => {
    expect(decide([posted], { type: 'RemoveHighlight', data: { id: 1 } })).toEqual([removed]);
    expect(newestHighlights(stateAfter([posted, removed]))).toEqual([]);
  });

  it('hold 255 characters, an emoji being one', () => {
    expect(decide([], post({ description: '🎉'.repeat(255) }))).toHaveLength(1);
  });

  it.each<[code: string, given: HighlightEvent[], when: Asked<HighlightCommand>]>([
    ['invalid_description', [], post({ description: ' ' })],
    ['invalid_description', [], post({ description: 'x'.repeat(256) })],
    ['invalid_description', [], post({ description: '\ud83c' })],
    ['invalid_source', [], post({ source: 'x'.repeat(256) })],
    ['unknown_highlight', [], { type: 'RemoveHighlight', data: { id: 1 } }],
    ['unknown_highlight', [posted, removed], { type: 'ReplaceHighlight', data: { id: 1, ...TEXT } }],
  ])('refuse as %s', (code, given, when) => {
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code }));
  });

  it('are listed newest first, up to a limit', () => {
    const all = [1, 2, 3].map((id): HighlightEvent => ({
      type: 'HighlightPosted',
      data: { id, ...TEXT, createdAt: id },
    }));
    expect(newestHighlights(stateAfter(all), 2).map(({ id }) => id)).toEqual([3, 2]);
  });
});
