import { useState } from 'preact/hooks';
import { weekdayNames } from '../format/weekdays.js';
import { TextField } from '../parts/field.js';
import { problemsOf, untold } from '../forms/field-problems.js';
import { FormDialog } from '../forms/form-dialog.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';
import type { Schedule } from './week-picture.js';

type Range = Schedule['ranges'][number];

const WORK: Range = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const MOST_RANGES = 20;

/** The end of the day is 24:00 in the API. A time field knows only 00:00. */
const shownEnd = ({ to }: Range): string => (to === '24:00' ? '00:00' : to);
const sentEnd = (to: string): string => (to === '00:00' ? '24:00' : to);

interface ScheduleFormProps {
  /** Undefined for a new one. */
  readonly schedule: Schedule | undefined;
  readonly close: () => void;
}

/** Makes a schedule, or changes one. */
export function ScheduleForm({ schedule, close }: ScheduleFormProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('schedules', 'goals');
  const [name, setName] = useState(schedule?.name ?? '');
  const [ranges, setRanges] = useState<readonly Range[]>(schedule?.ranges ?? [WORK]);
  const [isTried, setTried] = useState(false);
  const refused = problemsOf(change.error);
  const badName = (isTried && name.trim() === '' && text('schedules.badName')) || undefined;
  const nameProblem = badName ?? refused.at({ invalid_name: text('schedules.badName') });
  const isReady = !ranges.some((range) => problemIn(range) !== undefined);
  const work = () => {
    setTried(true);
    if (name.trim() === '' || !isReady) return undefined;
    const body = { name: name.trim(), ranges: ranges.map((range) => ({ ...range, to: sentEnd(range.to) })) };
    return () =>
      schedule
        ? client.PUT('/api/v1/schedules/{id}', { params: { path: { id: schedule.id } }, body })
        : client.POST('/api/v1/schedules', { body });
  };
  const setRange = (index: number, range: Range | undefined) =>
    setRanges(ranges.flatMap((one, n) => (n === index ? (range ?? []) : one)));
  const title = text(schedule ? 'schedules.change' : 'schedules.add');
  return (
    <FormDialog {...{ title, change, work, close }} error={untold(change.error, nameProblem)}>
      <TextField label={text('schedules.name')} maxLength={100} problem={nameProblem} value={name} change={setName} />
      {ranges.map((range, index) => (
        <RangeFields
          key={index}
          number={index + 1}
          range={range}
          problem={isTried ? problemIn(range) : undefined}
          change={(next) => setRange(index, next)}
          {...(ranges.length > 1 && { remove: () => setRange(index, undefined) })}
        />
      ))}
      {ranges.length < MOST_RANGES && (
        <p>
          <button type="button" onClick={() => setRanges([...ranges, WORK])}>
            {text('schedules.addHours')}
          </button>
        </p>
      )}
    </FormDialog>
  );
}

type RangeProblem = 'schedules.badDays' | 'schedules.badTime' | 'schedules.emptyRange';

/** What is wrong with a range, before the server is asked. */
function problemIn({ weekdays, from, to }: Range): RangeProblem | undefined {
  if (weekdays.length === 0) return 'schedules.badDays';
  if (![from, to].every((time) => /^\d\d:\d[05]$/.test(time))) return 'schedules.badTime';
  return from === sentEnd(to) ? 'schedules.emptyRange' : undefined;
}

interface RangeFieldsProps {
  readonly number: number;
  readonly range: Range;
  readonly problem: RangeProblem | undefined;
  readonly change: (range: Range) => void;
  readonly remove?: () => void;
}

function RangeFields({ number, range, problem, change, remove }: RangeFieldsProps) {
  const { text, locale } = useTexts(TEXTS);
  const { weekdays } = range;
  const toggle = (weekday: number) =>
    change({
      ...range,
      weekdays: weekdays.includes(weekday) ? weekdays.filter((one) => one !== weekday) : [...weekdays, weekday],
    });
  return (
    <fieldset class="range">
      <legend>{text('schedules.hours', { number })}</legend>
      <div class="weekdays" role="group" aria-label={text('schedules.days')}>
        {weekdayNames(locale, 'short').map(({ weekday, name }) => (
          <label key={weekday} class="tick">
            <input type="checkbox" checked={weekdays.includes(weekday)} onChange={() => toggle(weekday)} />
            {name}
          </label>
        ))}
      </div>
      <div class="two">
        <TextField
          label={text('schedules.from')}
          type="time"
          step={300}
          value={range.from}
          change={(from) => change({ ...range, from })}
        />
        <TextField
          label={text('schedules.to')}
          type="time"
          step={300}
          value={shownEnd(range)}
          change={(to) => change({ ...range, to })}
        />
      </div>
      {number === 1 && <p class="quiet">{text('schedules.toHint')}</p>}
      {problem && (
        <p class="bad" role="alert">
          {text(problem)}
        </p>
      )}
      {remove && (
        <button type="button" onClick={remove}>
          {text('schedules.removeHours')}
        </button>
      )}
    </fieldset>
  );
}
