import { idOfDevice, isDeviceText, newDevice } from './known-device.js';

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA';

describe('a known device', () => {
  it('is known to the account that signed it, by an id of its own', () => {
    const [one, other] = [newDevice(HASH), newDevice(HASH)];
    expect(idOfDevice(one, HASH)).toMatch(/^[\w-]{22}$/);
    expect(idOfDevice(one, HASH)).toBe(one.slice(0, 22));
    expect(idOfDevice(other, HASH)).not.toBe(idOfDevice(one, HASH));
  });

  it('is not known to another account, or after a new password', () => {
    expect(idOfDevice(newDevice(HASH), `${HASH}x`)).toBeUndefined();
  });

  it('is not known when any character of it is changed', () => {
    const text = newDevice(HASH);
    for (let n = 0; n < text.length; n++) {
      const changed = text.slice(0, n) + (text[n] === 'A' ? 'B' : 'A') + text.slice(n + 1);
      expect(idOfDevice(changed, HASH)).toBeUndefined();
    }
  });

  it.each(['', '.', 'a.b', `${'a'.repeat(22)}.`, `${'a'.repeat(22)}.${'b'.repeat(44)}`, ` ${newDevice(HASH)}`])(
    'has one form only: not "%s"',
    (text) => {
      expect([isDeviceText(text), idOfDevice(text, HASH)]).toEqual([false, undefined]);
    },
  );
});
