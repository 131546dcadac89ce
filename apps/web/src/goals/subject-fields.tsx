import { LEVELS } from '../charts/levels.js';
import { ActivityField } from '../forms/activity-field.js';
import { CategoryField } from '../forms/category-field.js';
import { categoryOfKey, keyOfCategory } from '../forms/category-key.js';
import { ChoiceField } from '../parts/field.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';
import type { Subject } from './words.js';

const KINDS = ['total', 'all-productive', 'all-distracting', 'level', 'overview', 'category', 'activity'] as const;
type Kind = (typeof KINDS)[number];

/** Texts of the form about what counts. Each kind has its own, so a change of kind forgets none. */
export interface SubjectDraft {
  readonly kind: Kind;
  readonly level: string;
  readonly overview: string;
  /** `keyOfCategory`, or empty. */
  readonly category: string;
  readonly activity: string;
}

export const draftOf = ({
  kind,
  name = '',
  overview = '',
  category = '',
  productivity = 2,
}: Subject): SubjectDraft => ({
  ...{ kind, level: String(productivity) },
  overview: kind === 'overview' ? name : '',
  category: kind === 'category' ? keyOfCategory({ overview, category }) : '',
  activity: kind === 'activity' ? name : '',
});

/** The subject that the form says. Undefined while a text is missing. */
export function subjectOf({ kind, level, overview, category, activity }: SubjectDraft): Subject | undefined {
  switch (kind) {
    case 'level':
      return { kind, productivity: Number(level) };
    case 'overview':
      return overview === '' ? undefined : { kind, name: overview };
    case 'category':
      return category === '' ? undefined : { kind, ...categoryOfKey(category) };
    case 'activity':
      return activity.trim() === '' ? undefined : { kind, name: activity.trim() };
    default:
      return { kind };
  }
}

interface SubjectFieldsProps {
  readonly draft: SubjectDraft;
  readonly change: (draft: SubjectDraft) => void;
  readonly problem: string | undefined;
}

/** What counts: the kind, and the field that the kind needs. */
export function SubjectFields({ draft, change, problem }: SubjectFieldsProps) {
  const { text } = useTexts(TEXTS);
  const nameOfKind = (kind: Kind) =>
    kind === 'total' || kind === 'all-productive' || kind === 'all-distracting'
      ? text(`goals.subject.${kind}`)
      : text(`goals.form.${kind}`);
  const { kind } = draft;
  return (
    <>
      <ChoiceField
        label={text('goals.form.kind')}
        value={kind}
        choices={KINDS.map((value) => ({ value, name: nameOfKind(value) }))}
        change={(value) => change({ ...draft, kind: value as Kind })}
      />
      {kind === 'level' && (
        <ChoiceField
          label={text('goals.form.whichLevel')}
          value={draft.level}
          choices={LEVELS.map((level) => ({ value: String(level), name: text(`level.${level}`) }))}
          change={(level) => change({ ...draft, level })}
        />
      )}
      {(kind === 'overview' || kind === 'category') && (
        <CategoryField
          label={text('goals.form.whichCategory')}
          none="–"
          isOverview={kind === 'overview'}
          problem={problem}
          value={draft[kind]}
          change={(chosen) => change({ ...draft, [kind]: chosen })}
        />
      )}
      {kind === 'activity' && (
        <ActivityField
          label={text('goals.form.whichActivity')}
          hint={text('goals.form.activityHint')}
          problem={problem}
          value={draft.activity}
          change={(activity) => change({ ...draft, activity })}
        />
      )}
    </>
  );
}
