import { forgetLogin, readLogin } from '../config/stored-login.js';
import { revokeKey } from '../login/revoke-key.js';
import { CallFailed } from '../login/server-calls.js';
import { type AgentCommand, type Call, EXIT } from './command/command.js';
import { stillValid } from './login-command.js';

export const LOGOUT: AgentCommand = {
  name: 'logout',
  summary: 'Revokes the key of "login" at the server, and forgets it.',
  act: logout,
};

/** Forgets the key in any case. Returns 1 when the server could not be told. */
async function logout({ env, platform, print, warn }: Call): Promise<number> {
  const login = readLogin({ env, platform });
  if (login === null) {
    print('This computer is not signed in.');
    return EXIT.good;
  }
  const failure = await revokeKey(login).catch((error: unknown) => {
    if (error instanceof CallFailed) return error;
    throw error;
  });
  await forgetLogin({ env, platform });
  if (failure === undefined) {
    print(`Signed out at ${login.server.href}. The key is revoked.`);
    return EXIT.good;
  }
  warn(`The key is forgotten here, but not revoked: ${failure.message}.`);
  warn(`Then ${stillValid(login)}`);
  return EXIT.problem;
}
