import { useState } from 'preact/hooks';
import { LEVELS } from '../charts/levels.js';
import { ActivityField } from '../forms/activity-field.js';
import { CategoryField } from '../forms/category-field.js';
import { problemsOf, untold } from '../forms/field-problems.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { bodyOf, CONDITIONS, LONGEST, type RuleDraft } from './rule-draft.js';
import { RulePreview } from './rule-preview.js';
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
  const { invalid_pattern, rule_exists, ...sentences } = sentencesIn(text);
  const textProblem = problemsOf(error).at({ invalid_pattern, rule_exists });
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
          <Condition draft={draft} set={set} textProblem={textProblem} />
          <Outcome draft={draft} set={set} />
          <ChangeProblem error={untold(error, textProblem)} sentences={sentences} />
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

/** Which time the rule is about. */
function Condition({ draft, set, textProblem }: PartProps & { textProblem: string | undefined }) {
  const { text } = useTexts(TEXTS);
  const conditionOf = ({ in: field, match }: (typeof CONDITIONS)[number]) => `${field}.${match}` as const;
  return (
    <>
      <ActivityField
        label={text('rules.activity')}
        hint={text('rules.activityHint')}
        value={draft.activity}
        required
        change={(activity) => set({ activity })}
      />
      <div class="two">
        <ChoiceField
          label={text('rules.match')}
          value={conditionOf(draft)}
          choices={CONDITIONS.map((one) => ({ value: conditionOf(one), name: text(`rules.${conditionOf(one)}`) }))}
          change={(value) => set(CONDITIONS.find((one) => conditionOf(one) === value) ?? {})}
        />
        <TextField
          label={text('rules.text')}
          hint={text(draft.in === 'url' ? 'rules.urlHint' : 'rules.textHint')}
          problem={textProblem}
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
      <div class="two">
        <CategoryField
          label={text('rules.category')}
          none={text('rules.asItIs')}
          value={draft.category}
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
