import { answerOf, type components, TimeledgerError } from '@app/client';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Card } from '../../parts/card.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { TextField } from '../../parts/field.js';
import { Problem } from '../../parts/problem.js';
import { browserZone, ZoneField } from '../../parts/zone-field.js';
import { at } from '../../server/address.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { type Change, useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { TEXTS } from './texts.js';
import { TEXTS as ACCOUNT } from '../texts.js';

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
      {error && <Problem error={error} again={() => void refetch()} />}
      {!data && !error && <p class="quiet">{text('loading')}</p>}
      {data && (
        <>
          <Card title={text('profile.address')}>
            <p>
              <bdi>{data.email}</bdi>{' '}
              <span class="quiet">{text(data.isEmailVerified ? 'profile.verified' : 'profile.unverified')}</span>
            </p>
            <a target="_self" href={at('/account/address')}>
              {text('profile.changeAddress')}
            </a>
          </Card>
          <ZoneCard account={data} />
          <AboutCard profile={data.profile} />
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
  const isUnknown = change.error instanceof TimeledgerError && change.error.code === 'unknown_time_zone';
  const save = () =>
    change.run(async () => {
      await client.PUT('/api/v1/account', { body: { timeZone: timeZone.trim() } });
      setTimeZone((await answerOf(client.GET('/api/v1/account'))).timeZone);
    });
  const own = browserZone();
  return (
    <Card title={text('profile.days')}>
      <p class="quiet">{text('profile.zoneHint')}</p>
      <SaveForm change={isUnknown ? { ...change, error: undefined } : change} save={save}>
        <ZoneField
          label={text('profile.zone')}
          value={timeZone}
          change={setTimeZone}
          problem={isUnknown ? text('profile.unknownZone') : undefined}
        />
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
  const save = () => change.run(() => client.PUT('/api/v1/account', { body: { profile: { ...typed } } }));
  return (
    <Card title={text('profile.about')}>
      <p class="quiet">{text('profile.aboutHint')}</p>
      <SaveForm change={change} save={save}>
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

interface SaveFormProps {
  readonly change: Change;
  readonly save: () => Promise<boolean>;
  readonly children: ComponentChildren;
}

/** A form with one button that saves it, and says that it did. */
function SaveForm({ change: { error, isBusy }, save, children }: SaveFormProps) {
  const { text } = useTexts(ACCOUNT);
  const [isSaved, setSaved] = useState(false);
  return (
    <form
      class="account-form"
      onInput={() => setSaved(false)}
      onSubmit={(event) => {
        event.preventDefault();
        void save().then(setSaved);
      }}
    >
      {children}
      <ChangeProblem error={error} />
      <button type="submit" disabled={isBusy}>
        {text('account.save')}
      </button>{' '}
      <span role="status" class="quiet">
        {isSaved ? text('account.saved') : ''}
      </span>
    </form>
  );
}
