import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { durationText } from '../format/duration.js';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { sumsIn } from './report-rows.js';
import { KindChoice, SumsTable } from './sums-table.js';
import { askNamed, type Kind, kindsOf, type Member, type TeamWithMembers } from './team-answers.js';
import { TEXTS } from './texts.js';
import { momentName } from './week-names.js';

/** Who is in the team, as far as they agreed, and the time of those who are seen by name. */
export function MembersCard({ team }: { team: TeamWithMembers }) {
  const { text } = useTexts(TEXTS);
  const [opened, setOpened] = useState<string>();
  const [asked, setAsked] = useState<Member>();
  const { members, unlisted } = team;
  return (
    <Card title={text('members.title')}>
      {members.length === 0 && unlisted === 0 && <p>{text('members.none')}</p>}
      <ul class="entries">
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            team={team}
            member={member}
            isOpen={opened === member.userId}
            open={() => setOpened((now) => (now === member.userId ? undefined : member.userId))}
            remove={() => setAsked(member)}
          />
        ))}
      </ul>
      {unlisted > 0 && <p class="quiet after">{text('members.unlisted', { count: unlisted })}</p>}
      {asked && <Remove team={team} member={asked} close={() => setAsked(undefined)} />}
    </Card>
  );
}

interface MemberRowProps {
  readonly team: TeamWithMembers;
  readonly member: Member;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly remove: () => void;
}

function MemberRow({ team, member, isOpen, open, remove }: MemberRowProps) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  const { email, named, shares, joinedAt } = member;
  const byName = named && text(`named.${named.by}`, { what: text(`sharing.${named.sharing}`) });
  return (
    <li>
      <div class="what">
        <bdi>{email}</bdi>
        {byName && <p class="quiet">{byName}</p>}
        {!named && shares !== undefined && <p class="quiet">{text(`sharing.${shares}`)}</p>}
        {joinedAt !== undefined && (
          <p class="quiet">{text('members.joined', { moment: momentName(locale, joinedAt, timeZone) })}</p>
        )}
      </div>
      {named && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={text(isOpen ? 'members.hideNamed' : 'members.showNamed', { name: isolated(email) })}
          onClick={open}
        >
          {text(isOpen ? 'members.hide' : 'members.show')}
        </button>
      )}
      {team.role === 'admin' && (
        <button type="button" aria-label={text('members.removeNamed', { name: isolated(email) })} onClick={remove}>
          {text('members.remove')}
        </button>
      )}
      {isOpen && named && <NamedTime teamId={team.id} userId={member.userId} named={named} />}
    </li>
  );
}

/** The time of one member who chose that the team sees it, in the last whole week or day. */
function NamedTime({ teamId, userId, named }: { teamId: string; userId: string; named: NonNullable<Member['named']> }) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const { client } = useServer();
  const [kind, setKind] = useState<Kind>('productivity');
  const { data, error, refetch } = useAnswer({
    key: ['teams', teamId, 'named', userId, kind],
    ask: () => askNamed(client, teamId, { userId, kind }),
  });
  const sums = data && sumsIn(data);
  return (
    <div class="named">
      <p class="quiet">{text(`named.last.${named.by}`)}</p>
      <KindChoice kinds={kindsOf(named.sharing)} kind={kind} choose={setKind} />
      <AnswerState {...{ data, error, refetch }} />
      {sums?.length === 0 && <p>{text('named.none')}</p>}
      {sums && sums.length > 0 && (
        <SumsTable
          key={kind}
          caption={text(`named.last.${named.by}`)}
          sums={sums}
          amount={(seconds) => durationText(texts, seconds)}
          hasPeople={false}
        />
      )}
    </div>
  );
}

function Remove({ team, member, close }: { team: TeamWithMembers; member: Member; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const path = { id: team.id, userId: member.userId };
  return (
    <Confirm
      title={text('members.removeTitle', { name: isolated(member.email) })}
      act={text('members.removeIt')}
      changes={['teams']}
      work={() => client.DELETE('/api/v1/teams/{id}/members/{userId}', { params: { path } })}
      close={close}
    >
      <p>{text('members.removeWords')}</p>
    </Confirm>
  );
}
