import { lastUse, type ListedSession } from '@app/domain';
import { Form, Outcome, Page, type PageUser } from '../pages/page.js';

interface SessionsProps {
  readonly user: PageUser;
  readonly sessions: readonly ListedSession[];
  /** The session in which the page is shown. */
  readonly thisId: string;
  /** The zone of the account. Days are days there. */
  readonly timeZone: string;
  readonly notice?: string | undefined;
}

/** Where the user is signed in, with a button for each browser. */
export const SessionsPage = ({ user, sessions, thisId, timeZone, notice }: SessionsProps) => (
  <Page title="Where you are signed in" user={user}>
    <Outcome notice={notice} />
    {sessions.map((session) => (
      <SessionCard
        key={session.sessionId}
        user={user}
        session={session}
        isThis={session.sessionId === thisId}
        timeZone={timeZone}
      />
    ))}
    {sessions.length === 0 && <p>This session began in an older version, so it is not listed.</p>}
    <p class="quiet">
      A session ends by itself 30 days after it began. If you do not know one, end it and{' '}
      <a href="/account">change your password</a>. API keys and applications are not sessions.
    </p>
  </Page>
);

interface CardProps {
  readonly user: PageUser;
  readonly session: ListedSession;
  readonly isThis: boolean;
  readonly timeZone: string;
}

const SessionCard = ({ user, session, isThis, timeZone }: CardProps) => {
  const browser = session.browser ?? 'A browser';
  const id = `session-${session.sessionId}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{isThis ? `${browser} (this one)` : browser}</h2>
      <p>{`Signed in on ${dayOf(session.startedAt, timeZone)}. Last used on ${dayOf(noonOf(lastUse(session)), 'UTC')}.`}</p>
      <Form action={`/account/sessions/${session.sessionId}/end`} csrf={user.csrf}>
        <button class="quiet" aria-describedby={id}>
          {isThis ? 'Sign out here' : 'End this session'}
        </button>
      </Form>
    </section>
  );
};

const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);

const dayOf = (moment: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(moment);
