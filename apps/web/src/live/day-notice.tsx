import { useState } from 'preact/hooks';
import { longDay } from '../format/days.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { useLive } from './live.js';
import type { Moment } from './live-connection.js';
import { TEXTS } from './texts.js';

/** On a page of today: says that it shows another day now, and leads back to the one before. */
export function DayNotice() {
  const { text, locale } = useTexts(TEXTS);
  const { moment } = useLive();
  const [first, setFirst] = useState<Moment>();
  if (moment && !first) setFirst(moment);
  const isOther = moment && first && moment.today !== first.today;
  const day = moment ? longDay(locale, moment.today) : '';
  const why = moment?.timeZone === first?.timeZone ? 'live.newDay' : 'live.newZone';
  return (
    <p role="status" class={isOther ? 'notice' : 'hidden'}>
      {isOther && (
        <>
          {text(why, { day, zone: moment.timeZone })}{' '}
          <a href={at(`/day/${first.today}`)}>{text('live.otherDay', { day: longDay(locale, first.today) })}</a>
        </>
      )}
    </p>
  );
}
