import './charts.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
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
  /** What an open row shows under it. Without it rows do not open. */
  readonly detailOf?: (name: string) => ComponentChildren;
}

const LONGEST = 100;

/**
 * Names with their time, the longest first. With `setLevel`, the keys 1 (very productive) to 5
 * (very distracting) set the level of the focused row; arrows go to the next row. With `detailOf`,
 * Enter opens a row.
 */
export function NameBars({ bars, setLevel, detailOf }: NameBarsProps) {
  const texts = useTexts();
  const [openKey, setOpenKey] = useState<string>();
  const most = Math.max(1, ...bars.map(({ seconds }) => seconds));
  const keyOf = keysOf();
  const open = (key: string) => setOpenKey((now) => (now === key ? undefined : key));
  const onKey = (event: KeyboardEvent, { name }: NamedBar, key: string) => {
    const row = event.currentTarget as HTMLElement;
    if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
    const neighbour = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    const level = LEVELS[Number(event.key) - 1];
    if (neighbour instanceof HTMLElement) neighbour.focus();
    else if (level !== undefined && setLevel) setLevel(name, level);
    else if (event.key === 'Enter' && detailOf) open(key);
    else return;
    event.preventDefault();
  };
  return (
    <ol class="bars">
      {bars.slice(0, LONGEST).map((bar) => {
        const key = keyOf(bar);
        const isOpen = detailOf !== undefined && openKey === key;
        const hasKeys = setLevel !== undefined || detailOf !== undefined;
        return (
          <li key={key} {...(hasKeys && { tabIndex: 0, onKeyDown: (event: KeyboardEvent) => onKey(event, bar, key) })}>
            <span class="name" title={`${bar.name} · ${bar.hint}`}>
              {detailOf && <OpenButton bar={bar} isOpen={isOpen} open={() => open(key)} />}
              <bdi>{bar.name}</bdi>
            </span>
            <span
              class="bar"
              style={{ width: `${(bar.seconds / most) * 100}%`, background: levelColour(bar.productivity) }}
            />
            <span class="time">{durationText(texts, bar.seconds)}</span>
            <LevelDot bar={bar} setLevel={setLevel} />
            {isOpen && <div class="detail">{detailOf(bar.name)}</div>}
          </li>
        );
      })}
    </ol>
  );
}

/** Opens and closes a row. By keyboard, Enter on the row does it. */
function OpenButton({ bar, isOpen, open }: { bar: NamedBar; isOpen: boolean; open: () => void }) {
  const { text } = useTexts();
  return (
    <button
      type="button"
      class="plain"
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={text('bars.documents', { activity: bar.name })}
      onClick={open}
    >
      {isOpen ? '▾' : '▸'}
    </button>
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
