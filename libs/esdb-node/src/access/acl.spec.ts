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
    ['a user stream without a list is open to everybody', true, ann, 'write', 'day-1', undefined],
    ['a system stream without a list is closed', false, ann, 'read', '$settings', undefined],
    ['and open to administrators', true, admin, 'read', '$settings', undefined],
    ['a list that names the caller lets them in', true, ann, 'read', 'day-1', { read: ['bob', 'ann'] }],
    ['one that does not keeps them out', false, ann, 'read', 'day-1', { read: ['bob'] }],
    ['an empty one keeps everybody out', false, ann, 'read', 'day-1', { read: [] }],
    ['but never an administrator', true, admin, 'read', 'day-1', { read: [] }],
    ['an action that is not in the list has its default', true, ann, 'write', 'day-1', { read: ['bob'] }],
    ['a system stream may be opened to everybody', true, ann, 'read', '$all', { read: ['$all'] }],
    ['a group is named like a user', true, { name: 'x', groups: ['team'] }, 'read', '$all', { read: ['team'] }],
  ])('%s', (_title, allowed, ...[caller, action, stream, acl]) => {
    expect(mayAccess(caller, action, { stream, acl })).toBe(allowed);
  });
});
