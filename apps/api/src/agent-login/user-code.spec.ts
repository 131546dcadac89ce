import { newUserCode, shownUserCode, typedUserCode } from './user-code.js';

describe('a code that a person types', () => {
  it('has eight letters without digits and vowels', () => {
    const codes = Array.from({ length: 200 }, newUserCode);
    for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('is shown in two halves', () => expect(shownUserCode('BCDFGHJK')).toBe('BCDF-GHJK'));

  it.each(['BCDF-GHJK', 'bcdfghjk', ' bcdf ghjk ', 'BCDF–GHJK', 'b-c-d-f-g-h-j-k'])('is read from %j', (text) =>
    expect(typedUserCode(text)).toBe('BCDFGHJK'),
  );

  it.each(['', 'BCDFGHJ', 'BCDFGHJKL', 'BCDFGHJA', 'BCDFGHJ1', 'ßCDFGHJK', 'x'.repeat(100)])('is not %j', (text) =>
    expect(typedUserCode(text)).toBeUndefined(),
  );
});
