import './categories.css';
import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { LEVELS, levelColour } from '../charts/levels.js';
import { grouped } from '../format/grouped.js';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { Confirm } from '../forms/confirm.js';
import { Toast } from '../parts/toast.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { ClassLinks } from './class-links.js';
import type { Category } from '../activities/model/entries.js';
import { NewCategory } from './new-category.js';
import { TEXTS } from './texts.js';

type Taxonomy = components['schemas']['TaxonomyAnswerDto'];

const CHANGED = ['taxonomy', 'activities', 'day', 'range', 'documents'] as const;

/** All categories with their levels: `/activities/categories`. */
export function CategoriesPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer<Taxonomy>({
    key: ['taxonomy'],
    ask: () => answerOf(client.GET('/api/v1/taxonomy')),
  });
  const [status, setStatus] = useState('');
  useTitle(text('categories.title'));
  return (
    <>
      <ClassLinks />
      <h1>{text('categories.title')}</h1>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <div class="beside">
          <div>
            {grouped(data.categories, ({ overview }) => overview).map(([overview, categories]) => (
              <Card key={overview} title={overview}>
                <ul class="categories">
                  {categories.map((one) => (
                    <CategoryLine key={one.category} category={one} done={setStatus} />
                  ))}
                </ul>
              </Card>
            ))}
          </div>
          <Card title={text('categories.new')}>
            <NewCategory
              name=""
              made={({ category }) => setStatus(text('categories.added', { category: isolated(category) }))}
            />
          </Card>
        </div>
      )}
      <Toast sentence={status} close={() => setStatus('')} />
    </>
  );
}

/** A category: its name, its level, and the way to remove it when it is one's own. */
function CategoryLine({ category: one, done }: { category: Category; done: (sentence: string) => void }) {
  const { text } = useTexts(TEXTS);
  const { client, answers } = useServer();
  const change = useChange(...CHANGED);
  const [asks, setAsks] = useState(false);
  const { overview, category, productivity, isOwn, isLevelOwn } = one;
  const params = { path: { overview, category } };
  const draw = (level: number, isLevelOfUser: boolean) =>
    answers.setQueryData<Taxonomy>(['taxonomy'], (known) => known && withLevel(known, one, [level, isLevelOfUser]));
  const setLevel = async (level: number) => {
    draw(level, true);
    const body = { productivity: level };
    if (await change.run(() => client.PUT('/api/v1/taxonomy/categories/{overview}/{category}', { params, body })))
      done(text('categories.levelSet', { category: isolated(category), level: text(`level.${level as -2}`) }));
    else draw(productivity, isLevelOwn);
  };
  return (
    <li>
      <span class="name">
        <bdi>{category}</bdi>{' '}
        {(isOwn || isLevelOwn) && <small>{text(isOwn ? 'categories.own' : 'categories.ownLevel')}</small>}
      </span>
      <span class="level">
        <span class="dot" aria-hidden="true" style={{ background: levelColour(productivity) }} />
        <select
          aria-label={text('categories.level', { category })}
          value={productivity}
          onChange={({ currentTarget }) => void setLevel(Number(currentTarget.value))}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {text(`level.${level}`)}
            </option>
          ))}
        </select>
      </span>
      {isOwn && (
        <button type="button" onClick={() => setAsks(true)} aria-label={text('categories.removeNamed', { category })}>
          {text('categories.remove')}
        </button>
      )}
      <ChangeProblem error={change.error} />
      {asks && (
        <Confirm
          title={text('categories.removeTitle', { category: isolated(category) })}
          act={text('categories.removeNow')}
          changes={CHANGED}
          work={async () => {
            await client.DELETE('/api/v1/taxonomy/categories/{overview}/{category}', { params });
            done(text('categories.removed', { category: isolated(category) }));
          }}
          close={() => setAsks(false)}
        >
          <p>{text('categories.removeMeaning')}</p>
        </Confirm>
      )}
    </li>
  );
}

const withLevel = (
  taxonomy: Taxonomy,
  changed: Category,
  [productivity, isLevelOwn]: [level: number, isLevelOwn: boolean],
): Taxonomy => ({
  ...taxonomy,
  categories: taxonomy.categories.map((one) =>
    one.overview === changed.overview && one.category === changed.category ? { ...one, productivity, isLevelOwn } : one,
  ),
});
