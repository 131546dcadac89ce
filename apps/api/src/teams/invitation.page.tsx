import type { Sharing } from '@app/domain';
import { Form, Page, type PageUser } from '../pages/page.js';

/** What the other members of a team would see, in words for the user who decides. */
const SHARING_WORDS: Readonly<Record<Sharing, string>> = {
  nothing: 'Nothing of your time.',
  levels: 'How much time all members together spent at each productivity level.',
  categories: 'How much time all members together spent in each category, and at each productivity level.',
  activities:
    'How much time all members together spent with each application and web site, in each category and at each level.',
};

interface InvitationProps {
  readonly user: PageUser;
  readonly token: string;
  readonly name: string;
  readonly sharing: Sharing;
}

/** Shows what the user would share with the team, before anything is shared. */
export const InvitationPage = ({ user, token, name, sharing }: InvitationProps) => (
  <Page title={`Join ${name}?`} user={user}>
    <section>
      <p>
        The administrator of <strong>{name}</strong> invites you. From the day on which you join, the team would see:
      </p>
      <p class="notice">{SHARING_WORDS[sharing]}</p>
      <p>
        Never your documents, never your time alone, and nothing of before. The administrator sees your address. You can
        leave at any time, and more is shared only when you agree to it.
      </p>
      <Form action={`/invitations/${token}`} csrf={user.csrf}>
        <input type="hidden" name="sharing" value={sharing} />
        <button>Join and share this</button>
      </Form>
    </section>
  </Page>
);

/** Tells a new member how to leave again. */
export const JoinedPage = ({ user, id, name }: { user: PageUser; id: string; name: string }) => (
  <Page title={`You are in ${name}`} user={user}>
    <section>
      <Form action={`/account/teams/${id}/leave`} csrf={user.csrf}>
        <p>You can leave at any time; what you shared counts for the team no more.</p>
        <button class="quiet">{`Leave ${name}`}</button>
      </Form>
    </section>
  </Page>
);
