import { answerOf } from '@app/client';
import { ActivityField } from '../../forms/activity-field.js';
import { ChoiceField, TextField } from '../../parts/field.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { TEXTS } from './erase-texts.js';

const KINDS = ['all', 'activity', 'category', 'device'] as const;

/** What a person typed into the form. */
export interface Slice {
  readonly from: string;
  readonly to: string;
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
}

export const WHOLE: Slice = { from: '', to: '', kind: 'all', name: '' };

/** The slice as the server takes it. Empty bounds are left out. */
export const sliceOf = ({ from, to, kind, name }: Slice) => ({
  ...(from !== '' && { from }),
  ...(to !== '' && { to }),
  ...(kind !== 'all' && { [kind]: name }),
});

interface EraseFormProps {
  readonly slice: Slice;
  readonly change: (slice: Slice) => void;
  readonly isBusy: boolean;
  readonly submit: () => void;
}

/** Asks which time is meant. */
export function EraseForm({ slice, change, isBusy, submit }: EraseFormProps) {
  const { text } = useTexts(TEXTS);
  const kinds = KINDS.map((value) => ({ value, name: text(`erase.${value}`) }));
  return (
    <form
      class="account-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="two">
        <TextField
          label={text('erase.from')}
          type="date"
          value={slice.from}
          change={(from) => change({ ...slice, from })}
        />
        <TextField label={text('erase.to')} type="date" value={slice.to} change={(to) => change({ ...slice, to })} />
      </div>
      <p class="quiet">{text('erase.open')}</p>
      <ChoiceField
        label={text('erase.what')}
        value={slice.kind}
        choices={kinds}
        change={(kind) => change({ ...slice, kind: kind as Slice['kind'], name: '' })}
      />
      {slice.kind === 'device' && <DeviceField slice={slice} change={change} />}
      {slice.kind === 'activity' && (
        <ActivityField
          label={text('erase.activityName')}
          value={slice.name}
          change={(name) => change({ ...slice, name })}
          required
        />
      )}
      {slice.kind === 'category' && (
        <TextField
          label={text('erase.categoryName')}
          value={slice.name}
          maxLength={100}
          change={(name) => change({ ...slice, name })}
          required
        />
      )}
      <button type="submit" disabled={isBusy || (slice.kind === 'device' && slice.name === '')}>
        {text('erase.look')}
      </button>
    </form>
  );
}

function DeviceField({ slice, change }: Pick<EraseFormProps, 'slice' | 'change'>) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data } = useAnswer({ key: ['devices'], ask: () => answerOf(client.GET('/api/v1/devices')) });
  const choices = (data?.devices ?? []).map(({ id, machine, osUser }) => ({
    value: id,
    name: `${machine} · ${osUser}`,
  }));
  return (
    <ChoiceField
      label={text('erase.deviceName')}
      value={slice.name}
      choices={[{ value: '', name: '–' }, ...choices]}
      change={(name) => change({ ...slice, name })}
    />
  );
}
