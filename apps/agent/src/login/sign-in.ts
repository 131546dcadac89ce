import { setTimeout as pause } from 'node:timers/promises';
import { type StoredLogin } from '../config/stored-login.js';
import { newPkce, randomText } from './pkce.js';
import { openReturnPort } from './return-port.js';
import { CallFailed, callServer, textsOf } from './server-calls.js';

/** How long a person has. */
const PATIENCE_MS = 10 * 60_000;
/** The agent asks again after a failure until the code is over, so a short outage loses nothing. */
const AGAIN_MS = 5_000;

export interface SignIn {
  readonly server: URL;
  /** The name that the key gets. */
  readonly deviceName: string;
  readonly print: (line: string) => void;
  readonly stop: AbortSignal;
}

/** The person refused, did not answer in time, or stopped the command. */
export class NotSignedIn extends Error {}

/** Signs in through the browser of this machine. Throws NotSignedIn and CallFailed. */
export async function signInByBrowser(
  { server, deviceName, print, stop }: SignIn,
  open: (address: URL) => Promise<boolean>,
): Promise<StoredLogin> {
  const [{ codeVerifier, codeChallenge }, state] = [newPkce(), randomText()];
  const port = await openReturnPort(state);
  let isDone = false;
  try {
    const { redirectUri } = port;
    const asked = { device: deviceName, redirect_uri: redirectUri, challenge: codeChallenge, state };
    const address = pageOf(server, asked);
    print((await open(address)) ? 'Your browser opens. If it does not, open:' : 'Open in a browser of this machine:');
    print(`  ${address.href}`);
    const returned = await before(port.returned, AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]));
    if (returned === 'refused') throw new NotSignedIn('the answer in the browser was no');
    const { code } = returned;
    const body = { code, codeVerifier, redirectUri };
    const login = loginIn(await callServer({ ...post(server, 'key'), body, stop }), server);
    isDone = true;
    return login;
  } finally {
    await port.close(pageOf(server, { outcome: isDone ? 'done' : 'failed' }));
  }
}

/**
 * Signs in by a code that the person types on another device. Throws NotSignedIn and CallFailed.
 */
export async function signInByCode(
  { server, deviceName, print, stop }: SignIn,
  wait: (ms: number) => Promise<unknown> = (ms) => pause(ms, undefined, { signal: stop }),
): Promise<StoredLogin> {
  const started = await callServer({ ...post(server, 'requests'), body: { deviceName }, stop });
  const { deviceCode, userCode } = textsOf(started, 'deviceCode', 'userCode');
  print(`Open on any device:  ${pageOf(server, {}).href}`);
  print(`Enter the code:      ${userCode}`);
  let waitMs = AGAIN_MS;
  for (let waitedMs = 0; waitedMs <= PATIENCE_MS; waitedMs += waitMs) {
    await wait(waitMs).catch(() => {
      throw new NotSignedIn('stopped');
    });
    try {
      return loginIn(await callServer({ ...post(server, 'requests/key'), body: { deviceCode }, stop }), server);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.code === 'slow_down') waitMs += AGAIN_MS;
      else if (error.code === 'sign_in_refused') throw new NotSignedIn('the answer was no');
      else if (error.code === 'unknown_code') break;
      else if (error.code === 'limit_reached') throw error;
      // Else it waits for the person, or for a server that is away.
    }
  }
  throw new NotSignedIn('the code was not entered in time');
}

const post = (server: URL, path: string) => ({ server, method: 'POST', path: `api/v1/agent-login/${path}` }) as const;

/** The address of the page for agents, at this server. */
function pageOf(server: URL, parameters: Record<string, string>): URL {
  const page = new URL('connect-agent', server.pathname.endsWith('/') ? server : `${server.href}/`);
  page.search = new URLSearchParams(parameters).toString();
  return page;
}

function loginIn(answer: unknown, server: URL): StoredLogin {
  const { id, ...login } = textsOf(answer, 'id', 'key', 'name', 'email');
  return { server, keyId: id, ...login };
}

/** The promise, or NotSignedIn when the signal is first. */
function before<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new NotSignedIn('there was no answer in the browser'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject);
  });
}
