import type { ComponentChildren } from 'preact';
import { useTexts } from '../text/reader.js';
import { isolated } from '../format/isolated.js';
import { ProgressBar } from './progress-bar.js';
import { TEXTS } from './texts.js';
import { type Alert, alertSentence, amountText, type Goal, goalSentence, goalState } from './words.js';

/** The names of the schedules that there are. */
export type ScheduleNames = ReadonlyMap<number, string>;

interface RowProps {
  readonly schedules: ScheduleNames | undefined;
  readonly children?: ComponentChildren;
}

/** One goal with its progress. `children` are its buttons. */
export function GoalRow({ goal, schedules, children }: RowProps & { goal: Goal }) {
  const texts = useTexts(TEXTS);
  const { words, isGood } = goalState(texts, goal);
  const spent = texts.text('goals.spent', {
    time: amountText(texts, goal.seconds),
    goal: amountText(texts, goal.hours * 3_600),
  });
  const sentence = goalSentence(texts, goal);
  return (
    <li>
      <div class="what">
        {sentence}
        <Within scheduleId={goal.scheduleId} schedules={schedules} />
        <ProgressBar label={sentence} words={`${spent}, ${words}`} isGood={isGood} {...goal} />
        <p class="quiet">
          {spent} · <span class={isGood === undefined ? '' : isGood ? 'good' : 'bad'}>{words}</span>
        </p>
      </div>
      {children}
    </li>
  );
}

/** One alert with the time of the day that counts for it. */
export function AlertRow({ alert, schedules, children }: RowProps & { alert: Alert }) {
  const texts = useTexts(TEXTS);
  const sentence = alertSentence(texts, alert);
  const spent = texts.text('goals.spent', {
    time: amountText(texts, alert.seconds),
    goal: amountText(texts, alert.hours * 3_600),
  });
  return (
    <li>
      <div class="what">
        {sentence}
        <Within scheduleId={alert.scheduleId} schedules={schedules} />
        <ProgressBar label={sentence} words={spent} seconds={alert.seconds} hours={alert.hours} />
        <p class="quiet">
          {spent}
          {alert.hasTriggered && ` · ${texts.text('goals.triggered')}`}
        </p>
      </div>
      {children}
    </li>
  );
}

function Within({ scheduleId, schedules }: { scheduleId: number | undefined; schedules: ScheduleNames | undefined }) {
  const { text } = useTexts(TEXTS);
  if (scheduleId === undefined || !schedules) return null;
  const name = schedules.get(scheduleId);
  return (
    <span class="quiet">
      {' '}
      {name === undefined ? text('goals.noSchedule') : text('goals.within', { schedule: isolated(name) })}
    </span>
  );
}
