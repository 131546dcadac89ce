import { type Signing, signedText, signedValue } from './signed-text.js';

const signing: Signing = { key: Buffer.alloc(32, 7), purpose: 'test' };
const text = signedText({ a: 'ä' }, 1_000, signing);

describe('a signed text', () => {
  it('gives its value back until its time is over', () => {
    expect(signedValue(text, 999, signing)).toEqual({ a: 'ä' });
    expect(signedValue(text, 1_000, signing)).toBeUndefined();
  });

  const [shown = '', signature = ''] = text.split('.');
  const later = Buffer.from(JSON.stringify({ value: { a: 'ä' }, expiresAt: 9_999 })).toString('base64url');
  it.each([
    ['another value', `${later}.${signature}`],
    ['no signature', shown],
    ['an empty signature', `${shown}.`],
    ['a shorter signature', `${shown}.${signature.slice(0, -1)}`],
    ['nothing', ''],
    ['a value that is no JSON', `e30x.${signature}`],
  ])('is refused with %s', (_title, changed) => expect(signedValue(changed, 0, signing)).toBeUndefined());

  it.each<[string, Signing]>([
    ['another key', { ...signing, key: Buffer.alloc(32, 8) }],
    ['another purpose', { ...signing, purpose: 'other' }],
  ])('is refused with %s', (_title, other) => expect(signedValue(text, 0, other)).toBeUndefined());
});
