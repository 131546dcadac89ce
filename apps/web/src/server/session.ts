import { answerOf, createTimeledgerClient, type TimeledgerClient } from '@app/client';

/** The person who is signed in, and a client that acts for this person. */
export interface SignedIn {
  readonly email: string;
  readonly timeZone: string;
  readonly client: TimeledgerClient;
}

const baseUrl = () => new URL('.', document.baseURI).href.replace(/\/$/, '');

/** Rejects with a TimeledgerError `not_signed_in` when there is no session. */
export async function readSession(): Promise<SignedIn> {
  const stranger = createTimeledgerClient({ baseUrl: baseUrl(), session: {} });
  const { email, timeZone, csrfToken } = await answerOf(stranger.GET('/api/v1/session'));
  return { email, timeZone, client: createTimeledgerClient({ baseUrl: baseUrl(), session: { csrfToken } }) };
}

/** Leads the browser to the sign-in page. Afterwards it comes back to this address. */
export function toSignIn(): void {
  const here = `${location.pathname}${location.search}`;
  location.assign(`${baseUrl()}/sign-in?return_to=${encodeURIComponent(here)}`);
}
