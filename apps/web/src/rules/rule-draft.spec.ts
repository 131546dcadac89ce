import { keyOfCategory } from '../forms/category-key.js';
import { bodyOf, draftOfQuery, draftOfRule } from './rule-draft.js';

const GAMES = { overview: 'Entertainment', category: 'Games' };

describe('the form of a rule', () => {
  it.each([
    [{}, { activity: '', in: 'document', match: 'contains', text: '' }],
    [
      { activity: 'Google Chrome', text: 'acme' },
      { activity: 'Google Chrome', match: 'contains', text: 'acme' },
    ],
    [
      { in: 'url', match: 'starts-with', text: 'a' },
      { in: 'url', match: 'starts-with', text: 'a' },
    ],
    [{ in: 'url' }, { in: 'url', match: 'contains' }],
    [{ match: 'equals' }, { in: 'document', match: 'equals' }],
    [
      { in: 'page', match: '.*' },
      { in: 'document', match: 'contains' },
    ],
    [{ text: 'x'.repeat(10_000) }, { text: 'x'.repeat(255) }],
    [{ text: 'a\ud800' }, { text: 'a\ufffd' }],
  ])('begins as the address %j says', (query, draft) => expect(draftOfQuery(query)).toMatchObject(draft));

  it('of a rule is saved as the rule, and leaves the class of its activity', () => {
    const rule = { activity: 'Chrome', in: 'url', match: 'equals', text: ' a ', name: 'Client A' } as const;
    const draft = draftOfRule({ id: 3, ...rule, category: GAMES, productivity: -2 });
    expect(draft.id).toBe(3);
    expect(bodyOf(draft)).toEqual(rule);
  });

  it('is saved with the category and the level that were chosen', () => {
    const draft = { ...draftOfQuery({ activity: ' Chrome ', text: 'a', name: 'A ' }), category: keyOfCategory(GAMES) };
    expect(bodyOf({ ...draft, level: '-1' })).toMatchObject({
      ...{ activity: 'Chrome', name: 'A', category: GAMES, productivity: -1 },
    });
  });
});
