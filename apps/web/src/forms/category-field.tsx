import { answerOf } from '@app/client';
import { ChoiceField, type ChoiceFieldProps } from '../parts/field.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { keyOfCategory } from './category-key.js';

interface CategoryFieldProps extends Omit<ChoiceFieldProps, 'choices'> {
  /** The words for no category. */
  readonly none: string;
  /** Only the top categories are offered, by their names. Else the values are `keyOfCategory`. */
  readonly isOverview?: boolean;
}

/** A choice of one of the categories of the account, in the order of the reader's language. */
export function CategoryField({ none, isOverview = false, ...field }: CategoryFieldProps) {
  const { locale } = useTexts();
  const { client } = useServer();
  const { data } = useAnswer({ key: ['taxonomy'], ask: () => answerOf(client.GET('/api/v1/taxonomy')) });
  const categories = data?.categories ?? [];
  const named = isOverview
    ? [...new Set(categories.map(({ overview }) => overview))].map((name) => ({ value: name, name }))
    : categories.map((one) => ({
        value: keyOfCategory(one),
        name: one.overview === one.category ? one.category : `${one.overview} › ${one.category}`,
      }));
  const { compare } = new Intl.Collator(locale);
  const choices = [{ value: '', name: none }, ...named.sort((a, b) => compare(a.name, b.name))];
  return <ChoiceField {...field} choices={choices} />;
}
