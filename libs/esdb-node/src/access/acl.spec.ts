import { mayAccess, parseAcl, type StreamAction, type StreamAcl } from './acl.js';
import { ADMINS, type Principal } from './principal.js';

describe('a list of who may do what', () => {
  it.each<[unknown, StreamAcl | undefined]>([
    [{}, {}],
    [{ $r: 'ann' }, { read: ['ann'] }],
    [
      { $r: ['ann', '$all'], $w: [] },
      { read: ['ann', '$all'], write: [] },
    ],
    [
      { $d: 'a', $mr: 'b', $mw: 'c', other: 1 },
      { delete: ['a'], 'read-metadata': ['b'], 'write-metadata': ['c'] },
    ],
    [{ $r: 1 }, undefined],
    [{ $r: ['ann', null] }, undefined],
    ['ann', undefined],
    [['ann'], undefined],
    [null, undefined],
  ])('%j means %j', (value, acl) => {
    expect(parseAcl(value)).toEqual(acl);
  });
});

describe('access to a stream', () => {
  const ann = { name: 'ann', groups: [] as string[] };
  const admin = { name: 'admin', groups: [ADMINS] };

  it.each<[string, boolean, Principal, StreamAction, string, StreamAcl | undefined]>([
    ['a user stream without a list is open to every user', true, ann, 'write', 'day-1', undefined],
    ['a system stream without a list is closed', false, ann, 'read', '$settings', undefined],
    ['a system stream without a list is open to administrators', true, admin, 'read', '$settings', undefined],
    ['a list with the name of the caller opens the stream', true, ann, 'read', 'day-1', { read: ['bob', 'ann'] }],
    ['a list without the name of the caller closes the stream', false, ann, 'read', 'day-1', { read: ['bob'] }],
    ['an empty list closes the stream for every user', false, ann, 'read', 'day-1', { read: [] }],
    ['an empty list leaves the stream open to administrators', true, admin, 'read', 'day-1', { read: [] }],
    ['an action without a list has its default', true, ann, 'write', 'day-1', { read: ['bob'] }],
    ['a list with $all opens a system stream to every user', true, ann, 'read', '$all', { read: ['$all'] }],
    ['a list may name a group', true, { name: 'x', groups: ['team'] }, 'read', '$all', { read: ['team'] }],
  ])('%s', (_title, allowed, ...[caller, action, stream, acl]) => {
    expect(mayAccess(caller, action, { stream, acl })).toBe(allowed);
  });
});
