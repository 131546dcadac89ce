import './categories.css';
import type { RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Dialog } from '../forms/dialog.js';
import { useTexts } from '../text/reader.js';
import type { Category, CategoryName } from '../activities/model/entries.js';
import { folded } from '../activities/model/view.js';
import { NewCategory } from './new-category.js';
import { TEXTS } from './texts.js';

const LONGEST_NAME = 100;

interface CategoryMenuProps {
  readonly categories: readonly Category[];
  /** The activities whose category is asked for. */
  readonly activities: readonly string[];
  readonly pick: (category: CategoryName) => void;
  readonly close: () => void;
}

/** Asks for a category: a text searches, arrows choose, Enter takes. Or makes a new one. */
export function CategoryMenu({ categories, activities, pick, close }: CategoryMenuProps) {
  const { text } = useTexts(TEXTS);
  const [typed, setTyped] = useState('');
  const [isNew, setNew] = useState(false);
  const take = ({ overview, category }: CategoryName) => {
    pick({ overview, category });
    close();
  };
  const [first = ''] = activities;
  const title =
    activities.length === 1 ? (
      <>
        {text('menu.of')} <bdi>{first}</bdi>
      </>
    ) : (
      text('menu.ofSeveral', { count: activities.length })
    );
  return (
    <Dialog title={title} class="menu" close={close}>
      {isNew ? (
        <NewCategory name={typed.trim()} made={take} cancel={() => setNew(false)} />
      ) : (
        <Choice {...{ categories, typed, setTyped, take }} add={() => setNew(true)} />
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly categories: readonly Category[];
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  readonly take: (category: CategoryName) => void;
  readonly add: () => void;
}

function Choice({ categories, typed, setTyped, take, add }: ChoiceProps) {
  const { text } = useTexts(TEXTS);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const words = folded(typed.trim());
  const found = categories.filter((one) => folded(`${one.category}\n${one.overview}`).includes(words));
  const isKnown = categories.some((one) => folded(one.category) === words);
  const count = found.length + (words === '' || isKnown ? 0 : 1);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [active]);
  const choose = (n: number) => {
    const category = found[n];
    if (category) take(category);
    else if (n < count) add();
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: active + 1, ArrowUp: active - 1 };
    const to = moves[event.key];
    if (to !== undefined) setActive((to + count) % Math.max(1, count));
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        role="combobox"
        aria-expanded={true}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        {...(count > 0 && { 'aria-activedescendant': `${id}-${active}` })}
        aria-label={text('menu.search')}
        placeholder={text('menu.search')}
        autocomplete="off"
        maxLength={LONGEST_NAME}
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <Options
        {...{ id, list, found, active, take }}
        added={count > found.length ? typed.trim() : undefined}
        add={add}
      />
      {count === 0 && <p class="quiet">{text('menu.nothing')}</p>}
    </>
  );
}

interface OptionsProps extends Pick<ChoiceProps, 'take' | 'add'> {
  readonly id: string;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly found: readonly Category[];
  readonly active: number;
  /** The name of a category that can be made. */
  readonly added: string | undefined;
}

function Options({ id, list, found, active, take, added, add }: OptionsProps) {
  const { text } = useTexts(TEXTS);
  return (
    <ul ref={list} id={`${id}-list`} role="listbox" aria-label={text('day.categories')}>
      {found.map((one, n) => (
        <li
          key={`${one.overview}\0${one.category}`}
          id={`${id}-${n}`}
          role="option"
          aria-selected={n === active}
          onClick={() => take(one)}
        >
          <bdi>{one.category}</bdi> <span class="quiet">{one.overview}</span>
        </li>
      ))}
      {added !== undefined && (
        <li id={`${id}-${found.length}`} role="option" aria-selected={active === found.length} onClick={add}>
          <span>
            {text('menu.add')} <bdi>{added}</bdi>
          </span>
        </li>
      )}
    </ul>
  );
}
