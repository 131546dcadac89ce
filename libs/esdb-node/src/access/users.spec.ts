import { ADMINS } from './principal.js';
import { parseUsers, Users } from './users.js';

const users = new Users(
  new Map([
    ['admin', 'hunter2'],
    ['ann', 'with:colon ü'],
  ]),
);

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('who an authorization header proves', () => {
  it.each([
    ['the administrator', basic('admin:hunter2'), { name: 'admin', groups: [ADMINS] }],
    ['a user, whose password may hold colons and any letters', basic('ann:with:colon ü'), { name: 'ann', groups: [] }],
    ['nobody by a wrong password', basic('admin:hunter3'), undefined],
    ['nobody by an empty password', basic('ann:'), undefined],
    ['nobody by an unknown name', basic('bob:hunter2'), undefined],
    ['nobody by an unknown name with no password', basic('bob:'), undefined],
    ['nobody by no header', undefined, undefined],
    ['nobody by another scheme', 'Bearer abc', undefined],
    ['nobody by what is not base64', 'Basic ???', undefined],
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
  it('has one name and password to a line', () => {
    expect([...parseUsers('# who may call\n\nann:p:w\r\nbob: x \n')]).toEqual([
      ['ann', 'p:w'],
      ['bob', ' x '],
    ]);
  });

  it.each([
    ['ann', 'Line 1 is not name:password.'],
    ['ann:1\nann:2', 'Line 2 names a user for the second time.'],
    ['\n:secret', 'Line 2 is not name:password.'],
  ])('like %j is refused without a word of it', (text, message) => {
    expect(() => parseUsers(text)).toThrow(new Error(message));
  });
});
