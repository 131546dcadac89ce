import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { configFileOf, loadSettings } from './load-settings.js';
import { WrongSettings } from './read-settings.js';
import { type Place } from './setting.js';
import { forgetLogin, keepLogin, loginFileOf, readLogin } from './stored-login.js';

const LOGIN = {
  server: new URL('https://time.example.com/at'),
  ...{ key: 'a-secret-key', keyId: 'id', email: 'ada@example.com', name: 'ada on desk' },
};

const withPlace = (work: (place: Place) => Promise<void>) =>
  withTemporaryFolder((home) => work({ env: { HOME: home }, platform: 'linux' }));

describe('the login of this computer', () => {
  it('is kept where only its owner can read it, and forgotten', () =>
    withPlace(async (place) => {
      expect(readLogin(place)).toBeNull();
      await keepLogin(place, LOGIN);
      const path = loginFileOf(place);
      expect([(await stat(path)).mode & 0o777, (await stat(dirname(path))).mode & 0o777]).toEqual([0o600, 0o700]);
      expect(readLogin(place)).toEqual(LOGIN);
      await keepLogin(place, { ...LOGIN, key: 'another-key' });
      expect(readLogin(place)?.key).toBe('another-key');
      await forgetLogin(place);
      await forgetLogin(place);
      expect(await readdir(dirname(path))).toEqual([]);
    }));

  it('is not used when other users can read it, and the reason does not tell the key', () =>
    withPlace(async (place) => {
      await keepLogin(place, LOGIN);
      await chmod(loginFileOf(place), 0o640);
      expect(() => readLogin(place)).toThrow(/other users can read it: chmod 600/);
      expect(() => readLogin(place)).not.toThrow(LOGIN.key);
    }));

  it.each([
    '',
    '{',
    'null',
    '{"server":"https://h"}',
    JSON.stringify({ ...LOGIN, server: 'file:///etc' }),
    JSON.stringify({ ...LOGIN, key: 'line\nbreak' }),
  ])('is a sentence when the file holds %j', (text) =>
    withPlace(async (place) => {
      const path = loginFileOf(place);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { mode: 0o600 });
      expect(() => readLogin(place)).toThrow(WrongSettings);
    }),
  );
});

describe('the settings in force after a login', () => {
  const load = (place: Place, env: NodeJS.ProcessEnv = {}, flags: Record<string, string> = {}) =>
    loadSettings({ ...place, env: { ...place.env, ...env } }, configFileOf(place), flags);

  it('have its server and key', () =>
    withPlace(async (place) => {
      await keepLogin(place, LOGIN);
      const { settings, origins } = load(place);
      expect([settings.server, settings.key]).toEqual([LOGIN.server, LOGIN.key]);
      expect([origins.server, origins.key]).toEqual(['login', 'login']);
    }));

  it('send its key to no other server', () =>
    withPlace(async (place) => {
      await keepLogin(place, LOGIN);
      for (const server of ['https://other.example.com', 'http://time.example.com/at', 'https://time.example.com/'])
        expect(load(place, {}, { server }).settings.key).toBeUndefined();
      expect(load(place, { TIMELEDGER_SERVER: LOGIN.server.href }).settings.key).toBe(LOGIN.key);
    }));

  it('have a key of the environment instead, and then no server of the login', () =>
    withPlace(async (place) => {
      await keepLogin(place, LOGIN);
      const { settings } = load(place, { TIMELEDGER_KEY: 'mine' });
      expect([settings.server, settings.key]).toEqual([undefined, 'mine']);
    }));
});
