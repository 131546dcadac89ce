import { answerOf } from '@app/client';
import { useMemo } from 'preact/hooks';
import { LEVELS } from '../charts/levels.js';
import { nextDay } from '../format/days.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { useAnswer, useServer } from '../server/answers.js';
import { today } from '../server/today.js';
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
  /** An overview and a category, as JSON: a key of the choice. */
  readonly category: string;
  readonly activity: string;
}

const categoryKey = (overview: string, category: string): string => JSON.stringify([overview, category]);

export const draftOf = ({
  kind,
  name = '',
  overview = '',
  category = '',
  productivity = 2,
}: Subject): SubjectDraft => ({
  ...{ kind, level: String(productivity) },
  overview: kind === 'overview' ? name : '',
  category: kind === 'category' ? categoryKey(overview, category) : '',
  activity: kind === 'activity' ? name : '',
});

/** The subject that the form says. Undefined while a text is missing. */
export function subjectOf({ kind, level, overview, category, activity }: SubjectDraft): Subject | undefined {
  switch (kind) {
    case 'level':
      return { kind, productivity: Number(level) };
    case 'overview':
      return overview === '' ? undefined : { kind, name: overview };
    case 'category': {
      if (category === '') return undefined;
      const [of, name] = JSON.parse(category) as [string, string];
      return { kind, overview: of, category: name };
    }
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
      {(kind === 'overview' || kind === 'category') && <CategoryField {...{ draft, change, problem }} />}
      {kind === 'activity' && <ActivityField {...{ draft, change, problem }} />}
    </>
  );
}

function CategoryField({ draft, change, problem }: SubjectFieldsProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data } = useAnswer({ key: ['taxonomy'], ask: () => answerOf(client.GET('/api/v1/taxonomy')) });
  const { kind } = draft;
  const choices = useMemo(() => {
    const categories = data?.categories ?? [];
    const named =
      kind === 'overview'
        ? [...new Set(categories.map(({ overview }) => overview))].map((name) => ({ value: name, name }))
        : categories.map(({ overview, category }) => ({
            ...{ value: categoryKey(overview, category), name: `${overview} › ${category}` },
          }));
    return named.sort((a, b) => a.name.localeCompare(b.name));
  }, [data, kind]);
  const value = kind === 'overview' ? draft.overview : draft.category;
  return (
    <ChoiceField
      label={text('goals.form.whichCategory')}
      problem={problem}
      value={value}
      choices={[{ value: '', name: '–' }, ...choices]}
      change={(chosen) => change({ ...draft, [kind]: chosen })}
    />
  );
}

const PROPOSED_DAYS = 30;
const MOST_PROPOSED = 200;

function ActivityField({ draft, change, problem }: SubjectFieldsProps) {
  const { text } = useTexts(TEXTS);
  const { client, timeZone } = useServer();
  const end = today(timeZone);
  const query = { begin: nextDay(end, -PROPOSED_DAYS), end };
  const { data } = useAnswer({
    key: ['range', query.begin, query.end],
    ask: () => answerOf(client.GET('/api/v1/reports/range', { params: { query } })),
  });
  return (
    <>
      <TextField
        label={text('goals.form.whichActivity')}
        hint={text('goals.form.activityHint')}
        problem={problem}
        list="goal-activities"
        maxLength={255}
        value={draft.activity}
        change={(activity) => change({ ...draft, activity })}
      />
      <datalist id="goal-activities">
        {data?.activities.slice(0, MOST_PROPOSED).map(({ activity }) => (
          <option key={activity} value={activity} />
        ))}
      </datalist>
    </>
  );
}
