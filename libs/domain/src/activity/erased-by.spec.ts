import { erasedBy } from './erased-by.js';

const EDITOR = { activity: 'editor', document: 'a.ts', page: '', deviceId: 'desk' };
const times = { from: 0, to: 1 };

/** The list, and how often an element of it is read. */
function counted<T>(list: readonly T[]): { list: readonly T[]; reads: () => number } {
  let reads = 0;
  const get = (target: readonly T[], key: string | symbol): unknown => {
    if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
    return Reflect.get(target, key);
  };
  return { list: new Proxy(list, { get }), reads: () => reads };
}

describe('an erasure', () => {
  it.each([
    ['without names erases all', {}, true],
    ['of an activity erases it', { activities: ['mail', 'editor'] }, true],
    ['of another activity leaves it', { activities: ['mail'] }, false],
    ['without any name in its list leaves it', { activities: [] }, false],
    ['of its document erases it', { documents: [{ activity: 'editor', document: 'a.ts', page: '' }] }, true],
    ['of another page leaves it', { documents: [{ activity: 'editor', document: 'a.ts', page: '/' }] }, false],
    [
      'of a document with a like text leaves it',
      { documents: [{ activity: 'editora', document: '.ts', page: '' }] },
      false,
    ],
    ['of its device erases it', { deviceId: 'desk' }, true],
    ['of another device leaves it', { deviceId: 'phone', activities: ['editor'] }, false],
  ])('%s', (_title, data, isErased) => {
    expect(erasedBy({ ...times, ...data })(EDITOR)).toBe(isErased);
  });

  it('of thousands of names reads each name once, however many pieces it meets', () => {
    const names = Array.from({ length: 2_000 }, (_, n) => `name ${n}`);
    const activities = counted(names);
    const documents = counted(names.map((document) => ({ activity: 'editor', document, page: '' })));
    const isErased = erasedBy({ ...times, activities: activities.list, documents: documents.list });
    const erased = names.filter(
      (name) => isErased({ ...EDITOR, activity: name }) && !isErased({ ...EDITOR, document: '' }),
    );
    expect(erased).toHaveLength(2_000);
    expect([activities.reads(), documents.reads()]).toEqual([2_000, 2_000]);
  });
});
