import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { LEVELS } from '../charts/levels.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import type { CategoryName } from '../activities/model/entries.js';
import { TEXTS } from './texts.js';

type Taxonomy = components['schemas']['TaxonomyAnswerDto'];

interface NewCategoryProps {
  readonly name: string;
  readonly made: (category: CategoryName) => void;
  readonly cancel?: () => void;
}

const LONGEST_NAME = 100;
const NO_OVERVIEW = 'Uncategorized';

/** A form that makes a category of one's own. */
export function NewCategory({ name, made, cancel }: NewCategoryProps) {
  const { text } = useTexts(TEXTS);
  const { client, answers } = useServer();
  const change = useChange('day', 'range');
  const taxonomy = useAnswer<Taxonomy>({ key: ['taxonomy'], ask: () => answerOf(client.GET('/api/v1/taxonomy')) });
  const overviews = [...new Set(taxonomy.data?.categories.map(({ overview }) => overview))];
  const [category, setCategory] = useState(name);
  const [overview, setOverview] = useState(overviews.find((one) => one !== NO_OVERVIEW) ?? NO_OVERVIEW);
  const [level, setLevel] = useState('0');
  const add = async () => {
    const path = { overview, category: category.trim() };
    const body = { productivity: Number(level) };
    const params = { path };
    if (!(await change.run(() => client.PUT('/api/v1/taxonomy/categories/{overview}/{category}', { params, body }))))
      return;
    // So that what follows knows it at once.
    answers.setQueryData<Taxonomy>(['taxonomy'], (known) => known && withCategory(known, { ...path, ...body }));
    setCategory('');
    made(path);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField label={text('new.name')} value={category} change={setCategory} required maxLength={LONGEST_NAME} />
      <ChoiceField
        label={text('new.overview')}
        value={overview}
        choices={overviews.map((one) => ({ value: one, name: one }))}
        change={setOverview}
      />
      <ChoiceField
        label={text('new.level')}
        value={level}
        choices={LEVELS.map((one) => ({ value: String(one), name: text(`level.${one}`) }))}
        change={setLevel}
      />
      <ChangeProblem error={change.error} />
      <div class="when">
        <button type="submit" disabled={change.isBusy}>
          {text('new.add')}
        </button>
        {cancel && (
          <button type="button" onClick={cancel}>
            {text('change.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

const withCategory = (taxonomy: Taxonomy, made: CategoryName & { productivity: number }): Taxonomy => ({
  ...taxonomy,
  categories: [
    ...taxonomy.categories.filter((one) => one.overview !== made.overview || one.category !== made.category),
    { ...made, isOwn: true, isLevelOwn: false },
  ],
});
