import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { isolated } from '../format/isolated.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { CopyText } from '../parts/copy-text.js';
import { TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import type { TeamWithMembers } from './team-answers.js';
import { TEXTS } from './texts.js';
import { momentName } from './week-names.js';

interface Made extends Pick<components['schemas']['CreatedInvitationDto'], 'link' | 'expiresAt'> {
  /** The address that the link was mailed to. */
  readonly to?: string;
}

/** Makes an invitation for one person: a link to hand over, or one that is mailed. */
export function InviteCard({ team: { id, mailsInvitations } }: { team: TeamWithMembers }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const [made, setMade] = useState<Made>();
  const { error, isBusy, run } = useChange();
  const params = { path: { id } };
  const make = () =>
    run(async () => setMade(await answerOf(client.POST('/api/v1/teams/{id}/invitations', { params }))));
  const sentences = { limit_reached: text('invite.full') };
  return (
    <Card title={text('invite.title')}>
      <p>{text('invite.words')}</p>
      {mailsInvitations && <MailForm id={id} made={setMade} />}
      <p class="after">
        <button type="button" disabled={isBusy} onClick={() => void make()}>
          {text('invite.make')}
        </button>
      </p>
      <ChangeProblem error={error} sentences={sentences} />
      <div role="status">{made && <MadeLink made={made} />}</div>
    </Card>
  );
}

function MadeLink({ made: { link, expiresAt, to } }: { made: Made }) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  return (
    <>
      {to !== undefined && <p>{text('invite.mailed', { address: isolated(to) })}</p>}
      <CopyText value={link} label={text('invite.link')} />
      <p class="quiet">{text('invite.once', { moment: momentName(locale, expiresAt, timeZone) })}</p>
    </>
  );
}

function MailForm({ id, made }: { id: string; made: (made: Made) => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange();
  const [email, setEmail] = useState('');
  const send = async () => {
    const asked = { params: { path: { id } }, body: { email } };
    const work = async () => {
      const { link, expiresAt } = await answerOf(client.POST('/api/v1/teams/{id}/invitations/mail', asked));
      made({ link, expiresAt, to: email.trim() });
    };
    if (await run(work)) setEmail('');
  };
  return (
    <form
      class="team-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={text('invite.email')}
        type="email"
        autocomplete="off"
        value={email}
        change={setEmail}
        maxLength={254}
        required
      />
      <ChangeProblem
        error={error}
        sentences={{
          ...{ invalid_email: text('invite.noEmail'), limit_reached: text('invite.full') },
          ...{ no_mail: text('invite.noMail'), rate_limit_exceeded: text('invite.tooMany') },
        }}
      />
      <button type="submit" disabled={isBusy}>
        {text('invite.send')}
      </button>
    </form>
  );
}
