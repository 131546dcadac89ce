import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { problemsOf, untold } from '../../forms/field-problems.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { TextField } from '../../parts/field.js';
import { browserZone, ZoneField } from '../../parts/zone-field.js';
import { at } from '../../server/address.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { SaveForm } from '../save-form.js';
import { TEXTS } from './texts.js';

type Account = components['schemas']['AccountAnswerDto'];
type Profile = components['schemas']['ProfileDto'];

const FIELDS = [
  ...(['city', 'state', 'country', 'gender', 'dateOfBirth'] as const),
  ...(['industry', 'jobTitle', 'companySize', 'income'] as const),
] satisfies readonly (keyof Profile)[];

/** The address, the zone of the days, and what the reader says of themselves. */
export function ProfilePage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({ key: ['account'], ask: () => answerOf(client.GET('/api/v1/account')) });
  return (
    <AccountPage title={text('profile.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <>
          <Card title={text('profile.address')}>
            <p>
              <bdi>{data.email}</bdi>{' '}
              <span class="quiet">{text(data.isEmailVerified ? 'profile.verified' : 'profile.unverified')}</span>
            </p>
            <a href={at('/me/security')}>{text('profile.changeAddress')}</a>
          </Card>
          <ZoneCard account={data} />
          <AboutCard profile={data.profile} />
          <p class="quiet">
            {text('profile.server')} <a href={at('/administration')}>{text('profile.administration')}</a>
          </p>
        </>
      )}
    </AccountPage>
  );
}

function ZoneCard({ account }: { account: Account }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('account', 'day', 'range');
  const [timeZone, setTimeZone] = useState(account.timeZone);
  const problem = problemsOf(change.error).at({ unknown_time_zone: text('profile.unknownZone') });
  const save = async () => {
    await client.PUT('/api/v1/account', { body: { timeZone: timeZone.trim() } });
    setTimeZone((await answerOf(client.GET('/api/v1/account'))).timeZone);
  };
  const own = browserZone();
  return (
    <Card title={text('profile.days')}>
      <p class="quiet">{text('profile.zoneHint')}</p>
      <SaveForm change={{ ...change, error: untold(change.error, problem) }} work={save}>
        <ZoneField label={text('profile.zone')} value={timeZone} change={setTimeZone} problem={problem} />
        {own !== timeZone && (
          <p>
            <button type="button" onClick={() => setTimeZone(own)}>
              {text('profile.browserZone', { zone: own })}
            </button>
          </p>
        )}
      </SaveForm>
    </Card>
  );
}

function AboutCard({ profile }: { profile: Profile }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('account');
  const [typed, setTyped] = useState<Profile>(profile);
  return (
    <Card title={text('profile.about')}>
      <p class="quiet">{text('profile.aboutHint')}</p>
      <SaveForm change={change} work={() => client.PUT('/api/v1/account', { body: { profile: { ...typed } } })}>
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={text(`profile.${field}`)}
            type={field === 'dateOfBirth' ? 'date' : 'text'}
            maxLength={100}
            value={typed[field] ?? ''}
            change={(value) => setTyped({ ...typed, [field]: value })}
          />
        ))}
      </SaveForm>
    </Card>
  );
}
