import { useState } from 'preact/hooks';
import { type Level, levelColour } from '../charts/levels.js';
import { useTexts } from '../text/reader.js';
import type { NamedSum } from './report-rows.js';
import { BY, type Kind } from './team-answers.js';
import { TEXTS } from './texts.js';

interface SumsTableProps {
  readonly caption: string;
  readonly sums: readonly NamedSum[];
  /** How a number of seconds is shown. */
  readonly amount: (seconds: number) => string;
  /** Whether the number of people is a column. */
  readonly hasPeople: boolean;
}

const FIRST = 30;

/** Sums by level, category or activity, the largest first, each with a bar. */
export function SumsTable({ caption, sums, amount, hasPeople }: SumsTableProps) {
  const { text } = useTexts(TEXTS);
  const [isAll, setAll] = useState(false);
  const most = Math.max(1, ...sums.map(({ seconds }) => seconds));
  return (
    <>
      <table class="sums">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text('sums.what')}</th>
            <th scope="col" class="number">
              {text('sums.hours')}
            </th>
            {hasPeople && (
              <th scope="col" class="number">
                {text('sums.people')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sums.slice(0, isAll ? sums.length : FIRST).map((sum, n) => (
            <tr key={n}>
              <th scope="row">
                <SumName sum={sum} />
                <span
                  class="bar"
                  style={{ width: `${(sum.seconds / most) * 100}%`, background: levelColour(sum.level ?? 0) }}
                />
              </th>
              <td class="number">{amount(sum.seconds)}</td>
              {hasPeople && <td class="number">{peopleIn(sum.people, text)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {!isAll && sums.length > FIRST && (
        <p class="after">
          <button type="button" onClick={() => setAll(true)}>
            {text('sums.all', { count: sums.length })}
          </button>
        </p>
      )}
    </>
  );
}

function SumName({ sum: { name, level } }: { sum: NamedSum }) {
  const { text } = useTexts(TEXTS);
  const words = level === undefined ? undefined : text(`level.${level as Level}`);
  if (name === '') return <span class="name">{words}</span>;
  return (
    <span class="name">
      <bdi>{name}</bdi>
      {words !== undefined && <span class="quiet"> {words}</span>}
    </span>
  );
}

/** `5 or more` in the reader's language. */
function peopleIn(people: string, text: ReturnType<typeof useTexts<keyof (typeof TEXTS)['en']>>['text']): string {
  const [, count] = /^(\d+) or more$/.exec(people) ?? [];
  return count === undefined ? people : text('sums.orMore', { count });
}

interface KindChoiceProps {
  readonly kinds: readonly Kind[];
  readonly kind: Kind;
  readonly choose: (kind: Kind) => void;
}

/** Buttons that choose what sums are by. One kind needs no choice. */
export function KindChoice({ kinds, kind, choose }: KindChoiceProps) {
  const { text } = useTexts(TEXTS);
  if (kinds.length < 2) return null;
  return (
    <div class="kinds" role="group" aria-label={text('by')}>
      {kinds.map((one) => (
        <button key={one} type="button" aria-pressed={one === kind} onClick={() => choose(one)}>
          {text(BY[one])}
        </button>
      ))}
    </div>
  );
}
