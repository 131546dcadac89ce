import { Component } from 'preact';
import { type Level, levelColour } from '../charts/levels.js';
import { durationText } from '../format/duration.js';
import type { Texts } from '../text/texts.js';
import type { Entry } from './model/entries.js';
import type { TEXTS } from './texts.js';

export type TableTexts = Texts<keyof (typeof TEXTS)['en']>;

interface EntryRowProps {
  readonly entry: Entry;
  /** Its place among the rows that are shown, from 0. */
  readonly place: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly texts: TableTexts;
}

/** One row of the table. It is drawn again only when something of it changed. */
export class EntryRow extends Component<EntryRowProps> {
  override shouldComponentUpdate(next: EntryRowProps): boolean {
    return (Object.keys(next) as (keyof EntryRowProps)[]).some((name) => next[name] !== this.props[name]);
  }

  override render({ entry, place, isActive, isSelected, isOpen, texts }: EntryRowProps) {
    const { activity, category, overview, productivity, seconds } = entry;
    const { text } = texts;
    const level = text(`level.${productivity as Level}`);
    return (
      <div
        role="row"
        class="entry"
        aria-rowindex={place + 2}
        aria-selected={isSelected}
        tabIndex={isActive ? 0 : -1}
        data-place={place}
      >
        <span role="gridcell" class="check" title={text('table.select')}>
          <span class="box" aria-hidden="true" />
        </span>
        <span role="rowheader" class="name" title={activity}>
          <button
            type="button"
            class="plain"
            tabIndex={-1}
            data-act="open"
            aria-expanded={isOpen}
            aria-label={text('bars.documents', { activity })}
          >
            {isOpen ? '▾' : '▸'}
          </button>
          <bdi>{activity}</bdi>
        </span>
        <span role="gridcell" class="category" title={`${category} · ${overview}`}>
          <button type="button" class="plain" tabIndex={-1} data-act="category">
            <bdi>{category}</bdi>
          </button>
          {entry.categoryFrom !== 'shipped' && <small>{text(`from.${entry.categoryFrom}`)}</small>}
        </span>
        <span role="gridcell" class="level">
          <button
            type="button"
            class="plain"
            tabIndex={-1}
            data-act="level"
            aria-label={text('day.setLevel', { activity, level })}
          >
            <span class="dot" aria-hidden="true" style={{ background: levelColour(productivity) }} />
            <span class="words">{level}</span>
          </button>
          {entry.levelFrom !== 'shipped' && <small>{text(`from.${entry.levelFrom}`)}</small>}
        </span>
        <span role="gridcell" class="time">
          {durationText(texts, seconds)}
        </span>
        <span class="strip" aria-hidden="true" style={{ background: levelColour(productivity) }} />
      </div>
    );
  }
}
