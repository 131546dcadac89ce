import { answerOf, createTimeledgerClient, TimeledgerError, type TimeledgerClient } from '@app/client';
import { at, pathOf } from './address.js';

/** The person who is signed in, and a client that acts for this person. */
export interface SignedIn {
  readonly email: string;
  readonly timeZone: string;
  /** The page listens to changes since this id. See `GET /api/v1/live`. */
  readonly liveSince: string;
  readonly client: TimeledgerClient;
  /**
   * Takes over a session that began on another page of this browser. Rejects with a
   * TimeledgerError: `not_signed_in` without a session, `other_person` when it is of another
   * account.
   */
  readonly renew: () => Promise<void>;
}

const baseUrl = () => `${location.origin}${at('/')}`;

/** A client for a person who is not signed in. */
export const strangerClient = (): TimeledgerClient => createTimeledgerClient({ baseUrl: baseUrl(), session: {} });

/** A client for the administrator. The token is in the memory of the page only. */
export const administratorClient = (adminToken: string): TimeledgerClient =>
  createTimeledgerClient({ baseUrl: baseUrl(), adminToken });

const readWho = () => answerOf(strangerClient().GET('/api/v1/session'));

/** Rejects with a TimeledgerError `not_signed_in` when there is no session. */
export async function readSession(): Promise<SignedIn> {
  const { userId, email, timeZone, liveSince, csrfToken } = await readWho();
  const session = { csrfToken };
  const renew = async () => {
    const now = await readWho();
    if (now.userId !== userId)
      throw new TimeledgerError('Somebody else signed in.', { status: 403, code: 'other_person' });
    session.csrfToken = now.csrfToken;
  };
  return { email, timeZone, liveSince, client: createTimeledgerClient({ baseUrl: baseUrl(), session }), renew };
}

/** The address of the sign-in page. Afterwards it leads back to `path`. */
export const signInAddress = (path: string): string => at(`/sign-in?return_to=${encodeURIComponent(path)}`);

/** Leads the browser to the sign-in page. Afterwards it comes back to this address. */
export const toSignIn = (): void => location.assign(signInAddress(`${pathOf(location.pathname)}${location.search}`));
