import type { LocalDate } from '@app/domain';
import type { Change, LiveKind } from './live-kinds.js';
import { RecentChanges } from './recent-changes.js';

const change = (position: number, userId = 'ada', kind: LiveKind = 'highlights', day?: string): Change => ({
  ...{ position: BigInt(position), userId, kind, day: day as LocalDate | undefined },
});
/** The positions of what a user is told who comes back with a position. */
const after = (recent: RecentChanges, position: number, userId = 'ada') =>
  recent.since(userId, BigInt(position))?.map((one) => Number(one.position));

function changes(limits?: { users: number; ofUser: number }): RecentChanges {
  const recent = new RecentChanges(limits);
  recent.begin(10n);
  return recent;
}

describe('recent changes', () => {
  it('are those of the user after the position', () => {
    const recent = changes();
    for (const one of [change(11), change(12, 'bob'), change(13, 'ada', 'focus')]) recent.add(one);
    expect([after(recent, 10), after(recent, 11), after(recent, 13)]).toEqual([[11, 13], [13], []]);
    expect([after(recent, 10, 'bob'), after(recent, 10, 'eve')]).toEqual([[12], []]);
  });

  it('keep the newest of one kind and day', () => {
    const recent = changes();
    for (const [n, day] of ['1', '2', '1'].entries()) recent.add(change(11 + n, 'ada', 'activities', day));
    expect([after(recent, 10), after(recent, 12)]).toEqual([[12, 13], [13]]);
  });

  it('are unknown before the begin, and after what was heard', () => {
    const recent = changes();
    recent.add(change(12));
    recent.hear(15n);
    expect([after(recent, 9), after(recent, 10), after(recent, 15), after(recent, 16)]).toEqual([
      ...[undefined, [12], [], undefined],
    ]);
  });

  it('are unknown for a user with too many, and for no other', () => {
    const recent = changes({ users: 9, ofUser: 2 });
    for (const [n, day] of ['1', '2', '3'].entries()) recent.add(change(11 + n, 'ada', 'activities', day));
    recent.add(change(14, 'bob'));
    expect([after(recent, 10), after(recent, 11), after(recent, 10, 'bob')]).toEqual([undefined, [12, 13], [14]]);
  });

  it('are unknown as far as those of a user were forgotten who was quiet the longest', () => {
    const recent = changes({ users: 2, ofUser: 9 });
    for (const one of [change(11), change(12, 'bob'), change(13), change(14, 'eve')]) recent.add(one);
    expect([after(recent, 11), after(recent, 12), after(recent, 13, 'eve')]).toEqual([undefined, [13], [14]]);
    expect([after(recent, 11, 'bob'), after(recent, 12, 'bob')]).toEqual([undefined, []]);
  });

  it('begin again', () => {
    const recent = changes();
    recent.add(change(12));
    recent.begin(20n);
    expect([recent.heard, after(recent, 12), after(recent, 20)]).toEqual([20n, undefined, []]);
  });
});
