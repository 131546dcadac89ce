import { randomBytes } from 'node:crypto';
import type { UpstreamSettings } from '@app/settings';
import type { Request } from 'express';
import OAuth2Strategy from 'passport-oauth2';

/** The user who has signed in, as the provider tells. */
export interface UpstreamUser {
  readonly email: string;
}

/** Where the user goes after the sign-in. */
export interface SignInState {
  readonly returnTo: string;
}

export const CALLBACK_PATH = '/sign-in/company/callback';
const COOKIE = 'timeledger_company_sign_in';
const LIFETIME_MS = 10 * 60_000;

interface Kept {
  readonly handle: string;
  readonly verifier: string;
  readonly state: SignInState;
}

/**
 * `passport-oauth2` with state and PKCE for one provider. An address counts only when the provider
 * has verified it. Otherwise any user could write another user's address into a profile there.
 */
export class CompanyStrategy extends OAuth2Strategy {
  constructor(
    private readonly settings: UpstreamSettings,
    publicUrl: string,
  ) {
    super(
      {
        authorizationURL: settings.authorizationUrl,
        tokenURL: settings.tokenUrl,
        clientID: settings.clientId,
        clientSecret: settings.clientSecret,
        callbackURL: `${publicUrl}${CALLBACK_PATH}`,
        scope: ['openid', 'email'],
        store: new CookieStateStore(publicUrl.startsWith('https:')) as never,
        pkce: true,
        state: true,
      },
      (
        _accessToken: string,
        _refreshToken: string,
        user: UpstreamUser | undefined,
        done: OAuth2Strategy.VerifyCallback,
      ) => done(null, user ?? false),
    );
    this._oauth2.useAuthorizationHeaderforGET(true);
  }

  override userProfile(accessToken: string, done: (error?: unknown, user?: UpstreamUser) => void): void {
    this._oauth2.get(this.settings.userInfoUrl, accessToken, (error, body) => {
      if (error) return done(new Error('The identity provider does not say who has signed in.'));
      done(null, verifiedUser(String(body)));
    });
  }
}

function verifiedUser(body: string): UpstreamUser | undefined {
  try {
    const { email, email_verified: isVerified } = JSON.parse(body) as Record<string, unknown>;
    return typeof email === 'string' && isVerified === true ? { email } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the state of a running sign-in in a cookie. So only the browser in which it began can end
 * it.
 */
class CookieStateStore {
  constructor(private readonly isSecure: boolean) {}

  // eslint-disable-next-line max-params -- passport-oauth2 calls it this way
  store(
    request: Request,
    verifier: string,
    state: SignInState,
    _meta: unknown,
    done: (error: Error | null, handle: string) => void,
  ): void {
    const handle = randomBytes(24).toString('base64url');
    const kept: Kept = { handle, verifier, state };
    request.res?.cookie(COOKIE, JSON.stringify(kept), { ...this.options, maxAge: LIFETIME_MS });
    done(null, handle);
  }

  verify(
    request: Request,
    handle: string,
    done: (error: Error | null, verifier: string | false, state?: SignInState | { message: string }) => void,
  ): void {
    const kept = keptIn((request.cookies as Record<string, unknown>)[COOKIE]);
    request.res?.clearCookie(COOKIE, this.options);
    if (kept?.handle !== handle) return done(null, false, { message: 'This sign-in did not begin in this browser.' });
    done(null, kept.verifier, kept.state);
  }

  private get options() {
    return { httpOnly: true, sameSite: 'lax', path: '/sign-in/company', secure: this.isSecure } as const;
  }
}

function keptIn(cookie: unknown): Kept | undefined {
  try {
    const kept = JSON.parse(String(cookie)) as Kept;
    return typeof kept.handle === 'string' && typeof kept.verifier === 'string' ? kept : undefined;
  } catch {
    return undefined;
  }
}
