import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { nextDay } from '../format/days.js';
import type { Stretch } from '../format/gaps.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import type { Texts } from '../text/texts.js';

/** Wall-clock times of one day: `HH:MM`. An end that is not after the start is on the next day. */
interface Times {
  readonly start: string;
  readonly end: string;
}

export interface OfflineDraft extends Times {
  /** The day on which the dialog was opened. The page may show a later one by now. */
  readonly date: string;
  /** The moments of these times. An hour that the clock repeats has two for one time. */
  readonly stretch?: Stretch;
}

interface OfflineDialogProps {
  readonly draft: OfflineDraft;
  readonly close: () => void;
}

/** What is wrong, in the words of the form. Other refusals are shown in the words of the server. */
const sentencesIn = (text: Texts['text']): Readonly<Record<string, string>> => ({
  too_long: text('offline.tooLong'),
  in_future: text('offline.inFuture'),
  overlaps_offline_time: text('offline.overlaps'),
  invalid_activity_name: text('offline.needsName'),
  invalid_end_time: text('offline.endFirst'),
});

/** Local times as typed; the moments that were dragged while nothing was typed. */
function momentsOf({ date, start, end, stretch }: OfflineDraft, times: Times) {
  if (stretch && times.start === start && times.end === end)
    return { startedAt: new Date(stretch.from).toISOString(), endedAt: new Date(stretch.to).toISOString() };
  const endDate = times.end > times.start ? date : nextDay(date, 1);
  return { startedAt: `${date}T${times.start}`, endedAt: `${endDate}T${times.end}` };
}

/** Asks what was done in a stretch of time without a computer. */
export function OfflineDialog({ draft, close }: OfflineDialogProps) {
  const { text } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const { client } = useServer();
  const { error, isBusy, run } = useChange('day', 'range');
  const [activity, setActivity] = useState('');
  const [times, setTimes] = useState<Times>({ start: draft.start, end: draft.end });
  const id = useId();
  const save = async () => {
    const body = { ...momentsOf(draft, times), activity };
    if (await run(() => client.POST('/api/v1/offline-time', { body }))) close();
  };
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby={id}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2 id={id}>{text('offline.title')}</h2>
        <label>
          {text('offline.what')}
          <input
            value={activity}
            maxLength={255}
            required
            onInput={({ currentTarget }) => setActivity(currentTarget.value)}
          />
        </label>
        <div class="two">
          <TimeField
            label={text('offline.from')}
            value={times.start}
            change={(start) => setTimes({ ...times, start })}
          />
          <TimeField label={text('offline.to')} value={times.end} change={(end) => setTimes({ ...times, end })} />
        </div>
        <ChangeProblem error={error} sentences={sentencesIn(text)} />
        <div class="when">
          <button type="submit" disabled={isBusy}>
            {text('offline.save')}
          </button>
          <button type="button" onClick={close}>
            {text('offline.cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

const TimeField = ({ label, value, change }: TimeFieldProps) => (
  <label>
    {label}
    <input type="time" required value={value} onInput={({ currentTarget }) => change(currentTarget.value)} />
  </label>
);
