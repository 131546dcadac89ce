import { addDays } from '@app/domain';
import type { Connection } from '../load/connection.js';
import { FIRST_DAY, LAST_DAY } from '../smoke/year-log.js';

/** How many days have pages of their own. */
export const DAYS = 300;
const DAYS_AROUND = 18;

/** The nth day. The step and the number of days share no factor, so each day comes once. */
const nthDay = (n: number) => addDays(FIRST_DAY, 30 + ((n * 77) % DAYS));
/** The year and up to 34 days around it without time. More days would be shown by month. */
const nthYear = (n: number) => ({
  begin: addDays(FIRST_DAY, -(n % DAYS_AROUND)),
  end: addDays(LAST_DAY, Math.floor(n / DAYS_AROUND) % DAYS_AROUND),
});

/** The pages by a number. `range` is the year too, but never the same days. */
export const PATHS = {
  day: (n: number) => `/day/${nthDay(n)}`,
  year: () => `/year/${FIRST_DAY.slice(0, 4)}`,
  range: (n: number) => {
    const { begin, end } = nthYear(n + 1);
    return `/range/${begin}/${end}`;
  },
};

/** The questions of the pages. Their numbers are none that the pages have. */
const QUESTIONS = {
  day: (n: number) => `/api/v1/reports/day?date=${nthDay(n + DAYS / 2)}`,
  range: (n: number) => {
    const { begin, end } = nthYear(n + DAYS / 2);
    return `/api/v1/reports/range?begin=${begin}&end=${end}`;
  },
};

/** How long the question of a page takes without a browser, in ms. */
export async function answersAlone(
  connection: Connection,
  page: keyof typeof QUESTIONS,
  rounds: number,
): Promise<number[]> {
  const durationsMs: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const begun = performance.now();
    await connection.call({ method: 'GET', path: QUESTIONS[page](n) });
    durationsMs.push(performance.now() - begun);
  }
  return durationsMs;
}
