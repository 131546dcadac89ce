import './charts.css';
import { durationText } from '../format/duration.js';
import { useTexts } from '../text/reader.js';
import { type Level, LEVELS, levelColour } from './levels.js';

export interface NamedBar {
  readonly name: string;
  readonly hint: string;
  readonly productivity: number;
  readonly seconds: number;
}

interface NameBarsProps {
  readonly bars: readonly NamedBar[];
  /** Sets the level of a row. Without it the rows only show. */
  readonly setLevel?: (name: string, level: Level) => void;
}

const LONGEST = 100;

/**
 * Names with their time, the longest first. With `setLevel`, the keys 1 (very productive) to 5
 * (very distracting) set the level of the focused row; arrows go to the next row.
 */
export function NameBars({ bars, setLevel }: NameBarsProps) {
  const texts = useTexts();
  const most = Math.max(1, ...bars.map(({ seconds }) => seconds));
  const keyOf = keysOf();
  const onKey = (event: KeyboardEvent, { name }: NamedBar) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.currentTarget as HTMLElement;
    const neighbour = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    const level = LEVELS[Number(event.key) - 1];
    if (neighbour instanceof HTMLElement) neighbour.focus();
    else if (level !== undefined) setLevel?.(name, level);
    else return;
    event.preventDefault();
  };
  return (
    <ol class="bars">
      {bars.slice(0, LONGEST).map((bar) => (
        <li key={keyOf(bar)} {...(setLevel && { tabIndex: 0, onKeyDown: (event: KeyboardEvent) => onKey(event, bar) })}>
          <span class="name" title={`${bar.name} · ${bar.hint}`}>
            <bdi>{bar.name}</bdi>
          </span>
          <span
            class="bar"
            style={{ width: `${(bar.seconds / most) * 100}%`, background: levelColour(bar.productivity) }}
          />
          <span class="time">{durationText(texts, bar.seconds)}</span>
          <LevelDot bar={bar} setLevel={setLevel} />
        </li>
      ))}
    </ol>
  );
}

/**
 * Makes the key of each row: its name, and a number when the name occurs again. It does not hold
 * the level, so a row keeps the focus when its level changes.
 */
function keysOf(): (bar: NamedBar) => string {
  const counts = new Map<string, number>();
  return ({ name }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}\0${count}`;
  };
}

/** The level of a row. With `setLevel`, a list from which another one is chosen. */
function LevelDot({ bar, setLevel }: { bar: NamedBar; setLevel: NameBarsProps['setLevel'] }) {
  const { text } = useTexts();
  const level = text(`level.${bar.productivity as Level}`);
  const colour = { background: levelColour(bar.productivity) };
  if (!setLevel) return <span class="dot" style={colour} role="img" aria-label={level} />;
  return (
    <span class="dot choice" style={colour}>
      <select
        tabIndex={-1}
        aria-label={text('day.setLevel', { activity: bar.name, level })}
        value={bar.productivity}
        onChange={({ currentTarget }) => setLevel(bar.name, Number(currentTarget.value) as Level)}
      >
        {LEVELS.map((one) => (
          <option key={one} value={one}>
            {text(`level.${one}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
