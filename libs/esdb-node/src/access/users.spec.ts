import { ADMINS } from './principal.js';
import { parseUsers, Users } from './users.js';

const users = new Users(
  new Map([
    ['admin', 'hunter2'],
    ['ann', 'with:colon ü'],
  ]),
);

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('an authorization header', () => {
  it.each([
    ['proves the administrator', basic('admin:hunter2'), { name: 'admin', groups: [ADMINS] }],
    [
      'proves a user with colons and any letters in the password',
      basic('ann:with:colon ü'),
      { name: 'ann', groups: [] },
    ],
    ['proves no user by a wrong password', basic('admin:hunter3'), undefined],
    ['proves no user by an empty password', basic('ann:'), undefined],
    ['proves no user by an unknown name', basic('bob:hunter2'), undefined],
    ['proves no user by an unknown name without a password', basic('bob:'), undefined],
    ['proves no user when it is absent', undefined, undefined],
    ['proves no user by another scheme', 'Bearer abc', undefined],
    ['proves no user by a text that is not base64', 'Basic ???', undefined],
  ])('%s', (_title, header, principal) => {
    expect(users.authenticate(header)).toEqual(principal);
  });

  it.each([
    ['', 'x'],
    ['a:b', 'x'],
    ['ann', ''],
  ])('no user is called %j with password %j', (name, password) => {
    expect(() => new Users(new Map([[name, password]]))).toThrow('A user needs');
  });
});

describe('a file of users', () => {
  it('has one name and one password in each line', () => {
    expect([...parseUsers('# who may call\n\nann:p:w\r\nbob: x \n')]).toEqual([
      ['ann', 'p:w'],
      ['bob', ' x '],
    ]);
  });

  it.each([
    ['ann', 'Line 1 is not name:password.'],
    ['ann:1\nann:2', 'Line 2 names a user for the second time.'],
    ['\n:secret', 'Line 2 is not name:password.'],
  ])('like %j is refused without a word of its content', (text, message) => {
    expect(() => parseUsers(text)).toThrow(new Error(message));
  });
});
