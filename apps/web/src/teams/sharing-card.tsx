import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { isolated } from '../format/isolated.js';
import { Card } from '../parts/card.js';
import { at } from '../server/address.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { Leave, LevelForm, ShareForm } from './own-share.js';
import { SHARING_LEVELS, type TeamWithMembers } from './team-answers.js';
import { TEXTS } from './texts.js';

/** What the team sees at most, what the reader shares, and the ways out. */
export function SharingCard({ team }: { team: TeamWithMembers }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { id, role, sharing, shares, named } = team;
  const path = { id };
  return (
    <Card title={text('share.title')}>
      {role === 'admin' ? (
        <LevelForm
          label={text('share.team')}
          present={sharing}
          offered={SHARING_LEVELS}
          save={(next) => client.PUT('/api/v1/teams/{id}/sharing', { params: { path }, body: { sharing: next } })}
        />
      ) : (
        <p>
          {text('share.most')} {text(`sharing.${sharing}`)}.
        </p>
      )}
      {shares === null && <p>{text('teams.admin')}</p>}
      {shares !== null && <ShareForm team={team} shares={shares} />}
      {shares !== null && (
        <p>
          {text(named ? 'share.named' : 'share.unnamed')}{' '}
          <a target="_self" href={at(`/account/teams/${id}/name`)}>
            {text(named ? 'share.namedChange' : 'share.nameMe')}
          </a>
        </p>
      )}
      <p class="quiet">{text('share.table')}</p>
      <p class="quiet">{text('share.effect')}</p>
      <WaysOut team={team} />
    </Card>
  );
}

function WaysOut({ team }: { team: TeamWithMembers }) {
  const { text } = useTexts(TEXTS);
  const { route } = useLocation();
  const [asked, setAsked] = useState<'leave' | 'close'>();
  const close = () => setAsked(undefined);
  return (
    <div class="choices">
      {team.shares !== null && (
        <button type="button" class="danger" onClick={() => setAsked('leave')}>
          {text('leave')}
        </button>
      )}
      {team.role === 'admin' && (
        <button type="button" class="danger" onClick={() => setAsked('close')}>
          {text('close')}
        </button>
      )}
      {asked === 'leave' && (
        <Leave team={team} close={close} left={() => team.role === 'member' && route(at('/teams'))} />
      )}
      {asked === 'close' && <CloseTeam team={team} close={close} />}
    </div>
  );
}

function CloseTeam({ team: { id, name }, close }: { team: TeamWithMembers; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { route } = useLocation();
  const work = async () => {
    await client.DELETE('/api/v1/teams/{id}', { params: { path: { id } } });
    route(at('/teams'));
  };
  return (
    <Confirm
      title={text('close.title', { name: isolated(name) })}
      act={text('close.it')}
      changes={['teams']}
      work={work}
      close={close}
    >
      <p>{text('close.words')}</p>
    </Confirm>
  );
}
