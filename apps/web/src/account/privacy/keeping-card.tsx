import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { TextField } from '../../parts/field.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { useFreshChange } from '../fresh-change.js';
import { shortMoment } from '../../format/moments.js';
import { SaveForm } from '../save-form.js';
import { TEXTS } from './texts.js';

type Keeping = components['schemas']['KeepingDto'];

/** How long time is kept, in words and as a choice. */
export function KeepingCard() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['keeping'],
    ask: () => answerOf(client.GET('/api/v1/account/keeping')),
  });
  return (
    <Card title={text('keeping.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <>
          <Words keeping={data} />
          <Choice keeping={data} />
        </>
      )}
    </Card>
  );
}

function Words({ keeping: { keptMonths, longestMonths, firstErasureAt } }: { keeping: Keeping }) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  return (
    <p>
      {keptMonths === null ? text('keeping.forever') : text('keeping.months', { months: keptMonths })}{' '}
      {firstErasureAt !== null && text('keeping.first', { moment: shortMoment(locale, firstErasureAt, timeZone) })}{' '}
      {longestMonths !== null && text('keeping.longest', { months: longestMonths })}
    </p>
  );
}

function Choice({ keeping }: { keeping: Keeping }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { again, ...change } = useFreshChange('keeping');
  const [typed, setTyped] = useState(keeping.months === null ? '' : String(keeping.months));
  const body = { months: typed === '' ? null : Number(typed) };
  return (
    <>
      <SaveForm change={change} work={() => client.PUT('/api/v1/account/keeping', { body })}>
        <TextField
          label={text('keeping.label')}
          hint={text('keeping.hint')}
          type="number"
          min={1}
          max={1200}
          value={typed}
          change={setTyped}
        />
      </SaveForm>
      {again}
    </>
  );
}
