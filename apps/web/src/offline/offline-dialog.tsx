import type { components, TimeledgerClient } from '@app/client';
import { useState } from 'preact/hooks';
import { problemsOf, untold } from '../forms/field-problems.js';
import { FormDialog } from '../forms/form-dialog.js';
import { isDay, nextDay } from '../format/days.js';
import type { Stretch } from '../format/gaps.js';
import { TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';

/** Wall-clock times of one day: `HH:MM`. An end that is not after the start is on the next day. */
interface Times {
  readonly date: string;
  readonly start: string;
  readonly end: string;
}

export interface OfflineDraft {
  /** The day on which the dialog was opened. The page may show a later one by now. */
  readonly date: string;
  readonly start: string;
  readonly end: string;
  /** The moments of these times. An hour that the clock repeats has two for one time. */
  readonly stretch?: Stretch;
  readonly activity?: string;
  readonly details?: string;
  /** The piece that is changed. Undefined for new time. */
  readonly id?: string;
}

interface OfflineDialogProps {
  readonly draft: OfflineDraft;
  /** Whether the day can be chosen too. */
  readonly hasDay?: boolean;
  readonly close: () => void;
}

/** Local times as typed; the moments that were given while nothing was typed. */
function momentsOf(first: Times, stretch: Stretch | undefined, { date, start, end }: Times) {
  if (stretch && date === first.date && start === first.start && end === first.end)
    return { startedAt: new Date(stretch.from).toISOString(), endedAt: new Date(stretch.to).toISOString() };
  const endDate = end > start ? date : nextDay(date, 1);
  return { startedAt: `${date}T${start}`, endedAt: `${endDate}T${end}` };
}

/** Asks what was done in a stretch of time without a computer, or changes what was entered. */
export function OfflineDialog({ draft, hasDay = false, close }: OfflineDialogProps) {
  const { text } = useTexts();
  const { client } = useServer();
  const change = useChange('day', 'range', 'goals', 'offline-time');
  const first = { date: draft.date, start: draft.start, end: draft.end };
  const [activity, setActivity] = useState(draft.activity ?? '');
  const [details, setDetails] = useState(draft.details ?? '');
  const [times, setTimes] = useState<Times>(first);
  const [isTried, setTried] = useState(false);
  const problems = useProblems({ error: change.error, isTried, activity, times });
  const work = () => {
    setTried(true);
    if (activity.trim() === '' || !isComplete(times)) return undefined;
    const named = { activity, ...(details.trim() !== '' && { details }) };
    const body = { ...momentsOf(first, draft.stretch, times), ...named };
    return () => send(client, draft.id, body);
  };
  return (
    <FormDialog
      title={text(draft.id === undefined ? 'offline.title' : 'offline.changeTitle')}
      {...{ change, work, close }}
      error={untold(change.error, problems.activity, problems.times)}
      sentences={{ unknown_offline_time: text('offline.gone'), limit_reached: text('offline.full') }}
    >
      <TextField
        label={text('offline.what')}
        name="activity"
        maxLength={255}
        required
        problem={problems.activity}
        value={activity}
        change={setActivity}
      />
      <TextField label={text('offline.details')} maxLength={255} value={details} change={setDetails} />
      <TimeFields {...{ times, setTimes, hasDay }} problem={problems.times} />
    </FormDialog>
  );
}

/** Adds a piece, or puts this in the place of one. */
const send = (client: TimeledgerClient, id: string | undefined, body: components['schemas']['OfflineTimeDto']) =>
  id === undefined
    ? client.POST('/api/v1/offline-time', { body })
    : client.PUT('/api/v1/offline-time/{id}', { params: { path: { id } }, body });

const isComplete = ({ date, start, end }: Times): boolean => isDay(date) && start !== '' && end !== '';

interface Tried {
  readonly error: unknown;
  readonly isTried: boolean;
  readonly activity: string;
  readonly times: Times;
}

/** What is wrong with which field. Other refusals are shown below, in the words of the server. */
function useProblems({ error, isTried, activity, times }: Tried) {
  const { text } = useTexts();
  const refused = problemsOf(error);
  const needsName = text('offline.needsName');
  return {
    activity: isTried && activity.trim() === '' ? needsName : refused.at({ invalid_activity_name: needsName }),
    times:
      isTried && !isComplete(times)
        ? text('offline.needsTimes')
        : refused.at({
            too_long: text('offline.tooLong'),
            in_future: text('offline.inFuture'),
            overlaps_offline_time: text('offline.overlaps'),
            invalid_start_time: text('offline.needsTimes'),
            invalid_end_time: text('offline.endFirst'),
          }),
  };
}

interface TimeFieldsProps {
  readonly times: Times;
  readonly setTimes: (times: Times) => void;
  readonly hasDay: boolean;
  readonly problem: string | undefined;
}

function TimeFields({ times, setTimes, hasDay, problem }: TimeFieldsProps) {
  const { text } = useTexts();
  return (
    <>
      {hasDay && (
        <TextField
          label={text('offline.day')}
          type="date"
          value={times.date}
          change={(date) => setTimes({ ...times, date })}
        />
      )}
      <div class="two">
        <TextField
          label={text('offline.from')}
          type="time"
          required
          problem={problem}
          value={times.start}
          change={(start) => setTimes({ ...times, start })}
        />
        <TextField
          label={text('offline.to')}
          type="time"
          required
          value={times.end}
          change={(end) => setTimes({ ...times, end })}
        />
      </div>
    </>
  );
}
