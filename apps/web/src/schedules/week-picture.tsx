import type { components } from '@app/client';
import { weekdayNames } from '../format/weekdays.js';
import { useTexts } from '../text/reader.js';

export type Schedule = components['schemas']['ScheduleAnswerDto'];

const DAY_MINUTES = 1_440;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The hours of one weekday (1 is Monday), in minutes. Hours over midnight are on two days. */
function hoursOn(weekday: number, ranges: Schedule['ranges']): { from: number; to: number }[] {
  const before = weekday === 1 ? 7 : weekday - 1;
  return ranges.flatMap(({ weekdays, from, to }) => {
    const [begin, end] = [minuteOf(from), minuteOf(to)];
    const isOver = end <= begin;
    return [
      ...(weekdays.includes(weekday) ? [{ from: begin, to: isOver ? DAY_MINUTES : end }] : []),
      ...(isOver && end > 0 && weekdays.includes(before) ? [{ from: 0, to: end }] : []),
    ];
  });
}

/** The week of a schedule, a line for each day. The words beside it say the same. */
export function WeekPicture({ ranges }: { ranges: Schedule['ranges'] }) {
  const { locale } = useTexts();
  return (
    <div class="week" aria-hidden="true">
      {weekdayNames(locale, 'short').map(({ weekday, name }) => (
        <>
          <span key={`name ${weekday}`}>{name}</span>
          <svg key={weekday} viewBox={`0 0 ${DAY_MINUTES} 8`} preserveAspectRatio="none">
            {hoursOn(weekday, ranges).map(({ from, to }) => (
              <rect key={from} x={from} width={to - from} height={8} fill="var(--accent)" />
            ))}
          </svg>
        </>
      ))}
    </div>
  );
}
