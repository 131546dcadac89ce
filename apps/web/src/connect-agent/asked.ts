/** What the address of an agent on this machine asks for. */
export interface Asked {
  readonly deviceName: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly state: string;
}

/** The port of an agent on this machine. The server checks the same. */
const REDIRECT_URI = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):[1-9]\d{3,4}\/signed-in$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const STATE = /^[A-Za-z0-9_-]{16,128}$/;

/**
 * What the query of the page asks for. Undefined when it asks for nothing, `broken` when a part is
 * missing or wrong.
 */
export function askedIn(query: string): Asked | 'broken' | undefined {
  const parameters = new URLSearchParams(query);
  const part = (name: string) => parameters.get(name) ?? '';
  const asked = {
    ...{ deviceName: part('device').trim(), redirectUri: part('redirect_uri') },
    ...{ codeChallenge: part('challenge'), state: part('state') },
  };
  if (Object.values(asked).every((value) => value === '')) return undefined;
  const { deviceName, redirectUri, codeChallenge, state } = asked;
  const isWhole = deviceName !== '' && deviceName.length <= 100 && CHALLENGE.test(codeChallenge) && STATE.test(state);
  return isWhole && REDIRECT_URI.test(redirectUri) ? asked : 'broken';
}

/** Where the browser tells the agent that the person refused. */
export const refusalAddress = ({ redirectUri, state }: Asked): string =>
  `${redirectUri}?${new URLSearchParams({ error: 'access_denied', state }).toString()}`;
