import { TimeledgerError } from '@app/client';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { nextDay } from '../format/days.js';
import { askAgain, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import type { TextKey } from '../text/texts.js';

/** Wall-clock times of one day: `HH:MM`. An end that is not after the start is on the next day. */
export interface OfflineDraft {
  readonly start: string;
  readonly end: string;
}

interface OfflineDialogProps {
  readonly date: string;
  readonly draft: OfflineDraft;
  readonly close: () => void;
}

/** What is wrong, in the words of the form. Other refusals are shown in the words of the server. */
const PROBLEMS: Readonly<Record<string, TextKey>> = {
  too_long: 'offline.tooLong',
  in_future: 'offline.inFuture',
  overlaps_offline_time: 'offline.overlaps',
  invalid_activity_name: 'offline.needsName',
  invalid_end_time: 'offline.endFirst',
};

/** Sends offline time, and says in the words of the form why it is refused. */
function useSaving(date: string, close: () => void) {
  const { text } = useTexts();
  const { client, answers } = useServer();
  const [problem, setProblem] = useState('');
  const save = async (activity: string, times: OfflineDraft) => {
    try {
      const endDate = times.end > times.start ? date : nextDay(date, 1);
      const body = { startedAt: `${date}T${times.start}`, endedAt: `${endDate}T${times.end}`, activity };
      await client.POST('/api/v1/offline-time', { body });
      askAgain(answers, 'day', 'range');
      close();
    } catch (error) {
      const known = error instanceof TimeledgerError ? PROBLEMS[error.code] : undefined;
      setProblem(known ? text(known) : error instanceof Error ? error.message : text('problem.unreachable'));
    }
  };
  return { problem, save };
}

/** Asks what was done in a stretch of time without a computer. */
export function OfflineDialog({ date, draft, close }: OfflineDialogProps) {
  const { text } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const { problem, save } = useSaving(date, close);
  const [activity, setActivity] = useState('');
  const [times, setTimes] = useState(draft);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby={id}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(activity, times);
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
        {problem !== '' && (
          <p class="bad" role="alert">
            {problem}
          </p>
        )}
        <div class="when">
          <button type="submit">{text('offline.save')}</button>
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
