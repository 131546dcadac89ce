import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Level, LEVELS } from '../charts/levels.js';
import { isKeyOfPage } from '../forms/page-keys.js';
import { useTexts } from '../text/reader.js';
import type { View } from './model/view.js';
import type { TableAct } from './table-keys.js';
import { TEXTS } from './texts.js';

interface FiltersProps {
  readonly view: View;
  readonly show: (view: View) => void;
  /** How many rows the table shows. */
  readonly count: number;
  readonly selectedCount: number;
  readonly act: (act: TableAct) => void;
}

/** Says which rows the table shows, and has buttons for what is done with the selected ones. */
export function Filters({ view, show, count, selectedCount, act }: FiltersProps) {
  const { text } = useTexts(TEXTS);
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useTyped(view.text, (words) => show({ ...view, text: words }));
  useSlash(search);
  return (
    <>
      <div class="filters" role="search">
        <input
          ref={search}
          type="search"
          aria-label={text('filter.text')}
          placeholder={text('filter.text')}
          maxLength={200}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={view.onlyUncategorised}
            onChange={({ currentTarget }) => show({ ...view, onlyUncategorised: currentTarget.checked })}
          />
          {text('filter.uncategorised')}
        </label>
        <select
          aria-label={text('filter.level')}
          value={view.level ?? ''}
          onChange={({ currentTarget: { value } }) =>
            show({ ...view, level: value === '' ? undefined : Number(value) })
          }
        >
          <option value="">{text('filter.anyLevel')}</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {text(`level.${level}`)}
            </option>
          ))}
        </select>
        <span class="quiet" role="status">
          {selectedCount > 0
            ? text('table.selectedOf', { selected: selectedCount, count })
            : text('table.rows', { count })}
        </span>
      </div>
      {selectedCount > 0 && <SelectedActs act={act} />}
    </>
  );
}

const TYPING_MS = 120;

/**
 * A text that is typed, and is passed on when the person pauses. Browsers allow only some changes
 * of the address in a second. A text that changes otherwise, as by the back button, counts at once.
 */
function useTyped(shown: string, pass: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(shown);
  const passed = useRef(shown);
  const passNow = useRef(pass);
  passNow.current = pass;
  if (shown !== passed.current) {
    passed.current = shown;
    setTyped(shown);
  }
  useEffect(() => {
    if (typed === passed.current) return;
    const timer = setTimeout(() => {
      passed.current = typed;
      passNow.current(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}

/** What is done with the selected rows, for a person without a keyboard. */
function SelectedActs({ act }: Pick<FiltersProps, 'act'>) {
  const { text } = useTexts(TEXTS);
  const [level, setLevel] = useState('');
  return (
    <div class="filters">
      <select
        aria-label={text('table.setLevel')}
        value={level}
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') act({ kind: 'level', level: Number(value) as Level });
          setLevel('');
        }}
      >
        <option value="">{text('table.setLevel')}</option>
        {LEVELS.map((one) => (
          <option key={one} value={one}>
            {text(`level.${one}`)}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => act({ kind: 'category' })}>
        {text('table.setCategory')}
      </button>
      <button type="button" onClick={() => act({ kind: 'shipped' })}>
        {text('table.asShipped')}
      </button>
      <button type="button" onClick={() => act({ kind: 'none' })}>
        {text('table.selectNone')}
      </button>
    </div>
  );
}

/** The key `/` goes to the search. */
function useSlash(search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || !isKeyOfPage(event)) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [search]);
}
