import '../plans/plans.css';
import { TimeledgerError } from '@app/client';
import { useState } from 'preact/hooks';
import { countdownText } from '../format/countdown.js';
import { timeText } from '../format/clock.js';
import { wallClockIn } from '../format/days.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { TextField } from '../parts/field.js';
import { problemsOf, untold } from '../forms/field-problems.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { type Focus, type Running, useSecondsLeft } from './focus-answer.js';
import { TEXTS } from './texts.js';

const PROPOSED_MINUTES = [25, 50, 90] as const;
const UNTIL_MIDNIGHT = -1;

interface FocusControlProps {
  readonly focus: Focus & { readonly heardAt: number };
  /** Asks the server again. */
  readonly again: () => void;
}

/** Starts a session, or shows the one that runs with the time that is left. */
export function FocusControl({ focus, again }: FocusControlProps) {
  const { running, heardAt } = focus;
  return running ? <RunningFocus key={running.id} {...{ running, heardAt, again }} /> : <StartFocus />;
}

function RunningFocus({ running, heardAt, again }: { running: Running; heardAt: number; again: () => void }) {
  const { text, locale } = useTexts(TEXTS);
  const { client, timeZone } = useServer();
  const { error, isBusy, run } = useChange('focus');
  const seconds = useSecondsLeft(running, heardAt, again);
  const until = text('focus.running', { time: timeText(locale, wallClockIn(timeZone, Date.parse(running.endsAt))) });
  return (
    <>
      <p class="countdown" role="timer" aria-label={until}>
        {countdownText(seconds)}
      </p>
      <p class="quiet">{until}</p>
      <p class="after">
        <button
          type="button"
          disabled={isBusy}
          onClick={() => void run(() => client.DELETE('/api/v1/focus').catch(ifOver))}
        >
          {text('focus.stop')}
        </button>
      </p>
      <ChangeProblem error={error} />
    </>
  );
}

/** The session was ended on another page meanwhile: that is what was asked for. */
function ifOver(refusal: unknown): void {
  if (!(refusal instanceof TimeledgerError) || refusal.code !== 'no_focus_session') throw refusal;
}

function StartFocus() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange('focus');
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const minutes = typed.trim() === '' ? NaN : Number(typed);
  const isRight = Number.isInteger(minutes) && minutes > 0 && minutes <= 1_440 && minutes % 5 === 0;
  const bad = text('focus.badMinutes');
  const problem = isTried && !isRight ? bad : problemsOf(error).at({ invalid_duration: bad });
  const start = (length: number) => void run(() => client.POST('/api/v1/focus', { body: { minutes: length } }));
  const sentences = { focus_session_running: text('focus.isRunning'), premium_feature: text('focus.premium') };
  return (
    <>
      <div class="choices">
        {PROPOSED_MINUTES.map((length) => (
          <button key={length} type="button" disabled={isBusy} onClick={() => start(length)}>
            {text('focus.startOf', { minutes: length })}
          </button>
        ))}
        <button type="button" disabled={isBusy} onClick={() => start(UNTIL_MIDNIGHT)}>
          {text('focus.untilMidnight')}
        </button>
      </div>
      <form
        class="length"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isRight) start(minutes);
        }}
      >
        <TextField
          label={`${text('focus.minutes')} (${text('focus.other')})`}
          type="number"
          inputMode="numeric"
          min={5}
          max={1440}
          step={5}
          problem={problem}
          value={typed}
          change={setTyped}
        />
        <button type="submit" disabled={isBusy}>
          {text('focus.start')}
        </button>
      </form>
      <ChangeProblem error={untold(error, problem)} sentences={sentences} />
    </>
  );
}
