import { isPlainRemote, MissingTarget } from '../config/target.js';
import { keepLogin, loginFileOf, readLogin, type StoredLogin } from '../config/stored-login.js';
import { deviceName } from '../login/device-name.js';
import { openBrowser } from '../login/open-browser.js';
import { revokeKey } from '../login/revoke-key.js';
import { CallFailed } from '../login/server-calls.js';
import { NotSignedIn, signInByBrowser, signInByCode } from '../login/sign-in.js';
import { type AgentCommand, type Call, EXIT } from './command/command.js';

export const LOGIN: AgentCommand = {
  name: 'login',
  summary: 'Signs this computer in at a server: a person says yes in a browser.',
  flags: [['--no-browser', 'shows a code to enter on another device, as over SSH']],
  act: login,
};

/** Gets a key and keeps it. A key that an earlier login kept is revoked then. */
async function login({ settings, env, platform, flags, print, warn }: Call): Promise<number> {
  const { server } = settings;
  if (server === undefined) throw new MissingTarget('the server is missing: give --server URL');
  if (isPlainRemote(server)) warn('warning: http:// sends the key readable; use https://');
  const place = { env, platform };
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const asked = { server, deviceName: deviceName(), print, stop: stop.signal };
  let got: StoredLogin;
  try {
    const earlier = readLogin(place);
    got = await (flags['browser'] === false
      ? signInByCode(asked)
      : signInByBrowser(asked, (address) => openBrowser(address, place)));
    await keep(place, got);
    if (earlier !== null) await revokeKey(earlier).catch(() => warn(`warning: ${stillValid(earlier)}`));
  } catch (error) {
    if (!(error instanceof NotSignedIn || error instanceof CallFailed)) throw error;
    warn(`not signed in: ${error.message}`);
    return EXIT.problem;
  }
  print(`Signed in as ${got.email}. The key has the name "${got.name}".`);
  print(`It is kept in ${loginFileOf(place)}. Now start "run".`);
  return EXIT.good;
}

/** Keeps the key, or revokes it: a key that is nowhere must not stay valid. */
async function keep(place: Pick<Call, 'env' | 'platform'>, got: StoredLogin): Promise<void> {
  try {
    await keepLogin(place, got);
  } catch (error) {
    await revokeKey(got).catch(() => undefined);
    throw new NotSignedIn(`the key cannot be kept: ${(error as Error).message}`);
  }
}

/** What the person must do about a key that the server could not be told to end. */
export const stillValid = ({ name, server }: StoredLogin): string =>
  `the key "${name}" still works: revoke it on the page ${new URL('me/keys', server.pathname.endsWith('/') ? server : `${server.href}/`).href}`;
