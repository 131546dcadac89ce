import { newSecret } from '../ground/secrets.js';
import { offeredSecret, offerSecret } from './offered-secret.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const SESSION = newSecret();
const { secret, field } = offerSecret(SESSION, NOON);

describe('an offered secret', () => {
  it('is known by its field, in the session in which it was offered', () => {
    expect(offeredSecret(field, SESSION, NOON)).toBe(secret);
    expect(offeredSecret(field, newSecret(), NOON)).toBeUndefined();
  });

  it('ends after half an hour', () => {
    expect(offeredSecret(field, SESSION, NOON + 1_799_999)).toBe(secret);
    expect(offeredSecret(field, SESSION, NOON + 1_800_000)).toBeUndefined();
  });

  it.each([
    ['another secret', field.replace(/^.{4}/, 'AAAA')],
    ['a later end', field.replace(/\.\d/, '.9')],
    ['another signature', field.replace(/.{4}$/, 'AAAA')],
    ['no signature', field.split('.').slice(0, 2).join('.')],
    ['nothing', ''],
  ])('is not known with %s', (_what, text) => {
    expect(offeredSecret(text, SESSION, NOON)).toBeUndefined();
  });
});
