import { useState } from 'preact/hooks';
import { ChoiceField, TextField } from '../parts/field.js';
import { problemsOf, untold } from '../forms/field-problems.js';
import { FormDialog } from '../forms/form-dialog.js';
import { useServer } from '../server/answers.js';
import { type Change, useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import type { ScheduleNames } from './goal-rows.js';
import { draftOf, type SubjectDraft, SubjectFields, subjectOf } from './subject-fields.js';
import { TEXTS } from './texts.js';
import type { Alert, Goal, Subject } from './words.js';

type Aim = Goal['aim'] | Alert['comparison'];
type Per = Goal['per'];

/** What a form of a goal or an alert holds. */
interface PlanDraft {
  readonly aim: Aim;
  readonly per: Per;
  readonly hours: string;
  readonly minutes: string;
  readonly subject: SubjectDraft;
  /** The id of a schedule, or empty. */
  readonly schedule: string;
}

/** What the form says, when it says all. */
interface Said {
  readonly aim: Aim;
  readonly per: Per;
  readonly hours: number;
  readonly subject: Subject;
  readonly scheduleId?: number;
}

const HOURS_OF = { day: 24, week: 168 } as const;

const planDraft = (
  aim: Aim,
  per: Per,
  plan: { hours: number; subject: Subject; scheduleId?: number } = { hours: 1, subject: { kind: 'all-productive' } },
): PlanDraft => {
  const minutes = Math.round(plan.hours * 60);
  return {
    ...{ aim, per, hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) },
    ...{ subject: draftOf(plan.subject), schedule: plan.scheduleId === undefined ? '' : String(plan.scheduleId) },
  };
};

/** The hours that are typed. Undefined when they are none, or more than the day or week has. */
function hoursOf({ hours, minutes, per }: PlanDraft): number | undefined {
  const parts = [hours, minutes].map((typed) => (typed.trim() === '' ? 0 : Number(typed)));
  const sum = (parts[0] ?? 0) + (parts[1] ?? 0) / 60;
  return parts.every((part) => Number.isInteger(part) && part >= 0) && sum > 0 && sum <= HOURS_OF[per]
    ? sum
    : undefined;
}

interface GoalFormProps {
  /** Undefined for a new one. */
  readonly goal: Goal | undefined;
  readonly schedules: ScheduleNames | undefined;
  readonly close: () => void;
}

/** Sets a goal, or changes one. */
export function GoalForm({ goal, schedules, close }: GoalFormProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('goals');
  const send = ({ aim, ...said }: Said) => {
    const body = { ...said, aim: aim as Goal['aim'] };
    return goal
      ? client.PUT('/api/v1/goals/{id}', { params: { path: { id: goal.id } }, body })
      : client.POST('/api/v1/goals', { body });
  };
  return (
    <PlanForm
      title={text(goal ? 'goals.change' : 'goals.add')}
      first={planDraft(goal?.aim ?? 'at-least', goal?.per ?? 'day', goal)}
      aims={{ label: text('goals.form.aim'), values: ['at-least', 'at-most'] }}
      hasPeriod
      {...{ schedules, change, send, close }}
    />
  );
}

interface AlertFormProps extends Omit<GoalFormProps, 'goal'> {
  readonly alert: Alert | undefined;
}

/** Defines an alert, or changes one. */
export function AlertForm({ alert, schedules, close }: AlertFormProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('goals');
  const send = ({ aim, hours, subject, scheduleId }: Said) => {
    const rest = scheduleId === undefined ? {} : { scheduleId };
    const body = { comparison: aim as Alert['comparison'], hours, subject, ...rest };
    return alert
      ? client.PUT('/api/v1/alerts/{id}', { params: { path: { id: alert.id } }, body })
      : client.POST('/api/v1/alerts', { body });
  };
  return (
    <PlanForm
      title={text(alert ? 'goals.changeAlert' : 'goals.addAlert')}
      first={planDraft(alert?.comparison ?? 'more-than', 'day', alert)}
      aims={{ label: text('goals.form.tell'), values: ['more-than', 'less-than'] }}
      hasPeriod={false}
      {...{ schedules, change, send, close }}
    />
  );
}

interface PlanFormProps {
  readonly title: string;
  readonly first: PlanDraft;
  readonly aims: { readonly label: string; readonly values: readonly Aim[] };
  readonly hasPeriod: boolean;
  readonly schedules: ScheduleNames | undefined;
  readonly change: Change;
  readonly send: (said: Said) => Promise<unknown>;
  readonly close: () => void;
}

function PlanForm({ title, first, aims, hasPeriod, schedules, change, send, close }: PlanFormProps) {
  const { text } = useTexts(TEXTS);
  const [draft, setDraft] = useState(first);
  const [isTried, setTried] = useState(false);
  const [hours, subject] = [hoursOf(draft), subjectOf(draft.subject)];
  const refused = problemsOf(change.error);
  const badHours = text(draft.per === 'week' ? 'goals.form.badHoursOfWeek' : 'goals.form.badHours');
  const hoursProblem = (isTried && hours === undefined && badHours) || refused.at({ invalid_hours: badHours });
  const badSubject = text(draft.subject.kind === 'activity' ? 'goals.form.badActivity' : 'goals.form.whichCategory');
  const subjectProblem =
    (isTried && !subject && badSubject) || refused.at({ invalid_name: badSubject, unknown_overview: badSubject });
  const scheduleProblem = refused.at({ invalid_schedule: text('goals.form.badSchedule') });
  const work = () => {
    setTried(true);
    if (hours === undefined || !subject) return undefined;
    const { aim, per, schedule } = draft;
    const said = { aim, per, hours, subject, ...(schedule !== '' && { scheduleId: Number(schedule) }) };
    return () => send(said);
  };
  const error = untold(change.error, hoursProblem || undefined, subjectProblem || undefined, scheduleProblem);
  return (
    <FormDialog {...{ title, change, error, work, close }}>
      <ChoiceField
        label={aims.label}
        value={draft.aim}
        choices={aims.values.map((value) => ({ value, name: text(`goals.form.${value}`) }))}
        change={(aim) => setDraft({ ...draft, aim: aim as Aim })}
      />
      <TimeFields {...{ draft, setDraft }} problem={hoursProblem || undefined} />
      {hasPeriod && (
        <ChoiceField
          label={text('goals.form.per')}
          value={draft.per}
          choices={(['day', 'week'] as const).map((value) => ({ value, name: text(`goals.form.${value}`) }))}
          change={(per) => setDraft({ ...draft, per: per as Per })}
        />
      )}
      <SubjectFields
        draft={draft.subject}
        change={(next) => setDraft({ ...draft, subject: next })}
        problem={subjectProblem || undefined}
      />
      {schedules !== undefined && (schedules.size > 0 || draft.schedule !== '') && (
        <ChoiceField
          label={text('goals.form.schedule')}
          problem={scheduleProblem}
          value={draft.schedule}
          choices={[
            { value: '', name: text('goals.form.always') },
            ...[...schedules].map(([id, name]) => ({ value: String(id), name })),
          ]}
          change={(schedule) => setDraft({ ...draft, schedule })}
        />
      )}
    </FormDialog>
  );
}

interface TimeFieldsProps {
  readonly draft: PlanDraft;
  readonly setDraft: (draft: PlanDraft) => void;
  readonly problem: string | undefined;
}

function TimeFields({ draft, setDraft, problem }: TimeFieldsProps) {
  const { text } = useTexts(TEXTS);
  return (
    <div class="two">
      <TextField
        label={text('goals.form.hours')}
        type="number"
        inputMode="numeric"
        min={0}
        max={HOURS_OF[draft.per]}
        step={1}
        problem={problem}
        value={draft.hours}
        change={(hours) => setDraft({ ...draft, hours })}
      />
      <TextField
        label={text('goals.form.minutes')}
        type="number"
        inputMode="numeric"
        min={0}
        max={59}
        step={5}
        value={draft.minutes}
        change={(minutes) => setDraft({ ...draft, minutes })}
      />
    </div>
  );
}
