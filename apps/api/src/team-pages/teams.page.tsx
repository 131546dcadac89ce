import { NAMED_INTERVALS, type OpenTeam, sharedBy, type Sharing, SHARING_LEVELS, shows } from '@app/domain';
import { Form, Outcome, Page, type PageUser } from '../pages/page.js';
import { Others } from './invitation.page.js';
import { EFFECT_WORDS, NAMED_WORDS, SHARING_WORDS, TABLE_WORDS } from './sharing-words.js';

/** A team of the user, with the other members whose address the user may see. */
export interface ShownTeam {
  readonly id: string;
  readonly team: OpenTeam;
  readonly others: readonly string[];
  readonly unlisted: number;
}

interface TeamsProps {
  readonly user: PageUser;
  readonly teams: readonly ShownTeam[];
  readonly notice?: string | undefined;
}

/** The teams of the user: what each sees, who is in it, and how to share less and to leave. */
export const TeamsPage = ({ user, teams, notice }: TeamsProps) => (
  <Page title="Your teams" user={user}>
    <Outcome notice={notice} />
    {teams.length === 0 && (
      <section>
        <p>You are in no team. You join one by the link of an invitation.</p>
      </section>
    )}
    {teams.map((one) => (
      <TeamSection key={one.id} user={user} {...one} />
    ))}
    {teams.length > 0 && (
      <section aria-labelledby="tables">
        <h2 id="tables">What a team sees</h2>
        <p>{TABLE_WORDS}</p>
        <p>{EFFECT_WORDS}</p>
        <p>When you are in several teams, you count in the one that you joined first.</p>
      </section>
    )}
  </Page>
);

const TeamSection = ({ user, id, team, others, unlisted }: ShownTeam & { readonly user: PageUser }) => {
  const member = team.members.get(user.userId);
  return (
    <section aria-labelledby={`team-${id}`}>
      <h2 id={`team-${id}`}>{team.name}</h2>
      {team.administratorId === user.userId && <p>You administer this team.</p>}
      {member && <p>{member.named ? 'This team sees you by name.' : SHARING_WORDS[sharedBy(team, member)]}</p>}
      <h3>Who else is in it</h3>
      <Others members={others} unlisted={unlisted} />
      {member && (
        <>
          <Form action={`/account/teams/${id}/sharing`} csrf={user.csrf}>
            <fieldset>
              <legend>What you share</legend>
              {SHARING_LEVELS.filter((level) => shows(team.sharing, level)).map((level) => (
                <Choice
                  key={level}
                  name="sharing"
                  value={level}
                  of={sharedBy(team, member)}
                  label={SHARING_WORDS[level]}
                />
              ))}
            </fieldset>
            <p class="quiet">The other members see your address.</p>
            <button class="quiet">Share this</button>
          </Form>
          <p>
            <a href={`/account/teams/${id}/name`}>
              {member.named ? 'Change what is seen by name, or stop it' : 'Be seen by name instead'}
            </a>
          </p>
          <Form action={`/account/teams/${id}/leave`} csrf={user.csrf}>
            <button class="quiet">{`Leave ${team.name}`}</button>
          </Form>
        </>
      )}
    </section>
  );
};

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  /** The value that is chosen. */
  readonly of: string;
  readonly label: string;
}

const Choice = ({ name, value, of, label }: ChoiceProps) => (
  <label class="choice">
    <input type="radio" name={name} value={value} checked={value === of} required />
    <span>{label}</span>
  </label>
);

const BY_WORDS = { week: 'Whole weeks, when they are over', day: 'Days, when they are over' } as const;
const SHOWN_BY_NAME = SHARING_LEVELS.filter((level): level is Exclude<Sharing, 'nothing'> => level !== 'nothing');

/** The page on which a member opts in to be seen by name, and out again. */
export const NamedPage = ({ user, id, team }: Pick<ShownTeam, 'id' | 'team'> & { readonly user: PageUser }) => {
  const named = team.members.get(user.userId)?.named;
  return (
    <Page title={`Be seen by name in ${team.name}?`} user={user}>
      <section aria-labelledby="name">
        <h2 id="name">{named ? 'You are seen by name' : 'What this means'}</h2>
        <p>
          Everybody in this team sees your own time, with your address, from today on. None of the protections of a
          table hold. You are in no table then, in this team or another. Nobody can ask it of you; small teams may want
          it.
        </p>
        <Form action={`/account/teams/${id}/name`} csrf={user.csrf}>
          <fieldset>
            <legend>What the team sees</legend>
            {SHOWN_BY_NAME.map((level) => (
              <Choice
                key={level}
                name="sharing"
                value={level}
                of={named?.sharing ?? 'levels'}
                label={NAMED_WORDS[level]}
              />
            ))}
          </fieldset>
          <fieldset>
            <legend>How finely</legend>
            {NAMED_INTERVALS.map((by) => (
              <Choice key={by} name="by" value={by} of={named?.by ?? 'week'} label={BY_WORDS[by]} />
            ))}
          </fieldset>
          <button>{named ? 'Show this' : 'Be seen by name'}</button>
        </Form>
        {named && (
          <Form action={`/account/teams/${id}/unname`} csrf={user.csrf}>
            <button class="quiet">Stop being seen by name</button>
          </Form>
        )}
        <p>
          <a href="/account/teams">{named ? 'Back to your teams' : 'No, thank you'}</a>
        </p>
      </section>
    </Page>
  );
};
