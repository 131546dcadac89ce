import { answerOf, TimeledgerError } from '@app/client';
import { useId, useState } from 'preact/hooks';
import { LEVELS } from '../charts/levels.js';
import { nextDay } from '../format/days.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { today } from '../server/today.js';
import { useTexts } from '../text/reader.js';
import { bodyOf, CONDITIONS, keyOfCategory, LONGEST, type RuleDraft } from './rule-draft.js';
import { PREVIEW_DAYS, RulePreview } from './rule-preview.js';
import { CHANGED, sentencesIn } from './rule-problems.js';
import { TEXTS } from './texts.js';

interface RuleFormProps {
  readonly start: RuleDraft;
  readonly saved: (name: string) => void;
  readonly cancel: () => void;
}

/** A rule as a sentence to fill in, and beside it what it matches. */
export function RuleForm({ start, saved, cancel }: RuleFormProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange(...CHANGED);
  const [draft, setDraft] = useState(start);
  const set = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { id } = draft;
  const body = bodyOf(draft);
  const save = async () => {
    const work = () =>
      id === undefined
        ? client.POST('/api/v1/rules', { body })
        : client.PUT('/api/v1/rules/{id}', { params: { path: { id } }, body });
    if (await run(work)) saved(body.name);
  };
  return (
    <div class="two">
      <Card title={text(id === undefined ? 'rules.new' : 'rules.changing')}>
        <form
          class="rule-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Condition draft={draft} set={set} error={error} />
          <Outcome draft={draft} set={set} />
          <ChangeProblem error={isOfField(error) ? undefined : error} sentences={sentencesIn(text)} />
          <div class="when">
            <button type="submit" class="primary" disabled={isBusy}>
              {text('rules.save')}
            </button>
            {(id !== undefined || draft !== start) && (
              <button type="button" onClick={cancel}>
                {text('change.cancel')}
              </button>
            )}
          </div>
        </form>
      </Card>
      <RulePreview draft={draft} take={(title) => set({ text: title.slice(0, LONGEST), in: 'document' })} />
    </div>
  );
}

interface PartProps {
  readonly draft: RuleDraft;
  readonly set: (part: Partial<RuleDraft>) => void;
}

const isOfField = (error: unknown): error is TimeledgerError =>
  error instanceof TimeledgerError && (error.code === 'invalid_pattern' || error.code === 'rule_exists');

/** Which time the rule is about. */
function Condition({ draft, set, error }: PartProps & { error: unknown }) {
  const { text } = useTexts(TEXTS);
  const names = useId();
  const conditionOf = ({ in: field, match }: (typeof CONDITIONS)[number]) => `${field}.${match}` as const;
  return (
    <>
      <TextField
        label={text('rules.activity')}
        hint={text('rules.activityHint')}
        list={names}
        value={draft.activity}
        required
        maxLength={LONGEST}
        change={(activity) => set({ activity })}
      />
      <ActivityNames id={names} />
      <div class="beside">
        <ChoiceField
          label={text('rules.match')}
          value={conditionOf(draft)}
          choices={CONDITIONS.map((one) => ({ value: conditionOf(one), name: text(`rules.${conditionOf(one)}`) }))}
          change={(value) => set(CONDITIONS.find((one) => conditionOf(one) === value) ?? {})}
        />
        <TextField
          label={text('rules.text')}
          hint={text(draft.in === 'url' ? 'rules.urlHint' : 'rules.textHint')}
          problem={isOfField(error) ? sentencesIn(text)[error.code] : undefined}
          value={draft.text}
          required
          maxLength={LONGEST}
          change={(part) => set({ text: part })}
        />
      </div>
    </>
  );
}

/** What the time counts for instead. */
function Outcome({ draft, set }: PartProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data } = useAnswer({ key: ['taxonomy'], ask: () => answerOf(client.GET('/api/v1/taxonomy')) });
  const categories = (data?.categories ?? []).map((one) => ({
    value: keyOfCategory(one),
    name: one.overview === one.category ? one.category : `${one.overview} · ${one.category}`,
  }));
  return (
    <>
      <TextField
        label={text('rules.name')}
        hint={text('rules.nameHint')}
        value={draft.name}
        required
        maxLength={LONGEST}
        change={(name) => set({ name })}
      />
      <div class="beside">
        <ChoiceField
          label={text('rules.category')}
          value={draft.category}
          choices={[{ value: '', name: text('rules.asItIs') }, ...categories]}
          change={(category) => set({ category })}
        />
        <ChoiceField
          label={text('rules.level')}
          value={draft.level}
          choices={[
            { value: '', name: text(draft.category === '' ? 'rules.asItIs' : 'rules.asCategory') },
            ...LEVELS.map((level) => ({ value: String(level), name: text(`level.${level}`) })),
          ]}
          change={(level) => set({ level })}
        />
      </div>
    </>
  );
}

/** The activities of the last days, as proposals. */
function ActivityNames({ id }: { id: string }) {
  const { client, timeZone } = useServer();
  const end = today(timeZone);
  const begin = nextDay(end, 1 - PREVIEW_DAYS);
  const { data } = useAnswer({
    key: ['range', begin, end],
    ask: () => answerOf(client.GET('/api/v1/reports/range', { params: { query: { begin, end } } })),
  });
  return (
    <datalist id={id}>
      {[...new Set(data?.activities.map(({ activity }) => activity))].map((activity) => (
        <option key={activity} value={activity} />
      ))}
    </datalist>
  );
}
