import { Form, Page, type PageUser } from '../pages/page.js';
import type { Invitation } from '../teams/invitations.js';
import { EFFECT_WORDS, SHARING_WORDS, TABLE_WORDS } from './sharing-words.js';

interface InvitationProps {
  readonly user: PageUser;
  readonly token: string;
  readonly invitation: Invitation;
}

/** Shows what the user would share, with whom, and who invites, before anything is shared. */
export const InvitationPage = ({ user, token, invitation }: InvitationProps) => {
  const { name, invitedBy, sharing } = invitation;
  return (
    <Page title={`Join ${name}?`} user={user}>
      <section aria-labelledby="shared">
        <h2 id="shared">What you would share</h2>
        <p>
          {invitedBy} invites you to <strong>{name}</strong>. The team would see:
        </p>
        <p class="notice">{SHARING_WORDS[sharing]}</p>
        <p>{TABLE_WORDS}</p>
        <p>{EFFECT_WORDS}</p>
        <p>
          The other members, and people who are invited, see your address. More is shared only when you agree to it.
        </p>
      </section>
      <section aria-labelledby="others">
        <h2 id="others">Who is in the team</h2>
        <Others {...invitation} />
        <p>
          Look at this list: nothing here protects one person among accounts that somebody else owns. {invitedBy} may
          also be in it.
        </p>
      </section>
      <section aria-labelledby="answer">
        <h2 id="answer">Your answer</h2>
        <Form action={`/invitations/${token}`} csrf={user.csrf}>
          <input type="hidden" name="sharing" value={sharing} />
          <button>Join and share this</button>
        </Form>
        <Form action={`/invitations/${token}/decline`} csrf={user.csrf}>
          <button class="quiet">No, thank you</button>
        </Form>
        <p class="quiet">Without an answer, nothing is shared, and the invitation expires by itself.</p>
      </section>
    </Page>
  );
};

/** The members whose address may be seen, and how many others there are. */
export const Others = ({ members, unlisted }: { readonly members: readonly string[]; readonly unlisted: number }) => (
  <>
    {members.length > 0 && (
      <ul>
        {members.map((email) => (
          <li key={email}>{email}</li>
        ))}
      </ul>
    )}
    {members.length === 0 && unlisted === 0 && <p>No other member yet.</p>}
    {unlisted > 0 && (
      <p>{`${unlisted} ${unlisted === 1 ? 'member' : 'members'} who joined before addresses were listed.`}</p>
    )}
  </>
);

/** Tells a new member how to leave again. */
export const JoinedPage = ({ user, id, name }: { user: PageUser; id: string; name: string }) => (
  <Page title={`You are in ${name}`} user={user}>
    <section>
      <p>
        You count from the next whole week on. You can leave at any time, here or under{' '}
        <a href="/account/teams">your teams</a>. {EFFECT_WORDS}
      </p>
      <Form action={`/account/teams/${id}/leave`} csrf={user.csrf}>
        <button class="quiet">{`Leave ${name}`}</button>
      </Form>
    </section>
  </Page>
);
