import { useLocation } from 'preact-iso';
import { besides, firstWeekday, type Period, periodName } from '../format/periods.js';
import { useToday } from '../live/live.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { CHOICES, daysOfChoice, type PeriodChoice } from './model/periods-of-table.js';
import { TEXTS } from './texts.js';

type Days = Pick<Period, 'begin' | 'end'>;

const pathOf = ({ begin, end }: Days): `/${string}` => `/activities/${begin}/${end}`;

/** The days that the table shows, the way to those beside them, and a list of others. */
export function PeriodBar({ period }: { period: Period }) {
  const { text, locale } = useTexts(TEXTS);
  const today = useToday();
  const { route, url } = useLocation();
  const daysOf = (choice: PeriodChoice) => daysOfChoice(choice, today, firstWeekday(locale));
  const isShown = ({ begin, end }: Days) => begin === period.begin && end === period.end;
  const present = CHOICES.find((choice) => isShown(daysOf(choice)));
  // What is searched for stays when the days change.
  const query = new URL(url, location.origin).search;
  const addressOf = (days: Days) => `${at(pathOf(days))}${query}`;
  return (
    <div class="when">
      <a class="button arrow" href={addressOf(besides(period, -1))} aria-label={text('range.previous')}>
        ‹
      </a>
      <a class="button arrow" href={addressOf(besides(period, 1))} aria-label={text('range.next')}>
        ›
      </a>
      <h1>{periodName(locale, period)}</h1>
      <select
        aria-label={text('period.choose')}
        value={present ?? ''}
        onChange={({ currentTarget: { value } }) => route(addressOf(daysOf(value as PeriodChoice)))}
      >
        {!present && <option value="">{text('period.other')}</option>}
        {CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {text(`period.${choice}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
