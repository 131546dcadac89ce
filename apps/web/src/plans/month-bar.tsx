import { besides, monthOf, periodName } from '../format/periods.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

interface MonthBarProps {
  /** The address of the page without the month, such as `/highlights`. */
  readonly page: `/${string}`;
  /** `2026-11`. */
  readonly month: string;
  readonly today: string;
}

const firstDay = (month: string): string => `${month}-01`;

/** The name of the month, and the way to its neighbours. */
export function MonthBar({ page, month, today }: MonthBarProps) {
  const { text, locale } = useTexts(TEXTS);
  const period = monthOf(firstDay(month));
  const addressOf = (begin: string): `/${string}` => `${page}/${begin.slice(0, 7)}`;
  return (
    <div class="when month">
      <a class="button arrow" href={at(addressOf(besides(period, -1).begin))} aria-label={text('plans.earlier')}>
        ‹
      </a>
      <a class="button arrow" href={at(addressOf(besides(period, 1).begin))} aria-label={text('plans.later')}>
        ›
      </a>
      <h2>{periodName(locale, period)}</h2>
      {today.slice(0, 7) !== month && <a href={at(page)}>{text('plans.thisMonth')}</a>}
    </div>
  );
}
