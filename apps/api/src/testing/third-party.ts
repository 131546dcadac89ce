import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import cookieParser from 'cookie-parser';
import express, { type Request } from 'express';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';

/** The web application of a third party. Its users can connect their account with us. */
export interface ThirdParty {
  readonly url: string;
  readonly redirectUri: string;
  /** The newest token that it got. */
  token(): string | undefined;
  close(): Promise<void>;
}

/** Registers it, once its address is known. */
export type Register = (redirectUri: string) => Promise<{ clientId: string; clientSecret: string }>;

/**
 * `passport-oauth2` in its usual form: with state and PKCE, in an Express application with
 * sessions.
 */
export async function startThirdParty(timeledger: string, register: Register): Promise<ThirdParty> {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${url}/connected`;
  const { clientId, clientSecret } = await register(redirectUri);
  let token: string | undefined;
  const strategy = new OAuth2Strategy(
    {
      authorizationURL: `${timeledger}/oauth/authorize`,
      tokenURL: `${timeledger}/oauth/token`,
      clientID: clientId,
      clientSecret,
      callbackURL: redirectUri,
      scope: ['time_data', 'highlight_data'],
      state: true,
      pkce: true,
    },
    (accessToken: string, _refreshToken: string, _profile: unknown, done: OAuth2Strategy.VerifyCallback) => {
      token = accessToken;
      done(null, { accessToken });
    },
  );
  const authenticator = new passport.Passport();
  authenticator.use('timeledger', strategy);
  const authenticate = authenticator.authenticate('timeledger', { session: false }) as express.RequestHandler;
  app.use(cookieParser(), rememberSessions());
  app.get('/', (_request, response) => void response.send('<a href="/connect">Connect Timeledger</a>'));
  app.get('/connect', authenticate);
  app.get('/connected', authenticate, (_request, response) => void response.send('<h1>Connected</h1>'));
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url, redirectUri, token: () => token, close };
}

/** Sessions in memory, by a cookie. */
function rememberSessions(): express.RequestHandler {
  const sessions = new Map<string, object>();
  return (request: Request & { session?: object }, response, next) => {
    const cookies = request.cookies as Record<string, string>;
    const id = cookies.third_party ?? randomUUID();
    if (!sessions.has(id)) sessions.set(id, {});
    request.session = sessions.get(id) as object;
    response.cookie('third_party', id);
    next();
  };
}
