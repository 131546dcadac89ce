import { answerOf } from '@app/client';
import { useId } from 'preact/hooks';
import { nextDay } from '../format/days.js';
import { useToday } from '../live/live.js';
import { TextField, type TextFieldProps } from '../parts/field.js';
import { useAnswer, useServer } from '../server/answers.js';

const PROPOSED_DAYS = 30;
const MOST_PROPOSED = 200;
/** Longer names are refused. */
const LONGEST_NAME = 255;

/** The name of an activity. It proposes those of the last days. */
export function ActivityField(
  field: Pick<TextFieldProps, 'label' | 'hint' | 'problem' | 'value' | 'change' | 'required'>,
) {
  const { client } = useServer();
  const id = useId();
  const end = useToday();
  const query = { begin: nextDay(end, 1 - PROPOSED_DAYS), end };
  const { data } = useAnswer({
    key: ['range', query.begin, query.end],
    ask: () => answerOf(client.GET('/api/v1/reports/range', { params: { query } })),
  });
  const names = new Set(data?.activities.map(({ activity }) => activity));
  return (
    <>
      <TextField {...field} list={id} maxLength={LONGEST_NAME} />
      <datalist id={id}>
        {[...names].slice(0, MOST_PROPOSED).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
