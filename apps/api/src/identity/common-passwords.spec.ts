import { isCommonPassword } from './common-passwords.js';

describe('a common password', () => {
  it.each(['1234567890', 'qwertyuiop', 'QwertyUIOP', 'Password123'])('is %s', async (password) =>
    expect(await isCommonPassword(password)).toBe(true),
  );

  it.each(['correct horse battery', 'another staple wagon', 'toString()', ''])('is not "%s"', async (password) =>
    expect(await isCommonPassword(password)).toBe(false),
  );
});
