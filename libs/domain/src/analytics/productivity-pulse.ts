import { type Report, secondsOf } from './shape-report.js';

/**
 * The pulse of the last half hour, in the form of an undocumented endpoint. Programs in a menu bar
 * show it.
 */
export interface CurrentPulse {
  /** 0 to 100, floored; null when too little time was logged. */
  readonly pulse: number | null;
  /** The colour of the nearest productivity level; null without a pulse. */
  readonly color: string | null;
  readonly comment: string;
}

const BUCKET_SECONDS = 300;
/** Source: public clients, "last 30 minutes, null under 15 minutes logged". */
const LOOK_BACK_SECONDS = 30 * 60;
const LEAST_SECONDS = 15 * 60;
/**
 * The colours of the levels -2 to 2. Source: the colours of the dashboard, as those clients show
 * them.
 */
const COLOURS = ['#C5392F', '#92343B', '#655568', '#395B96', '#2F78BD'];

/**
 * The pulse of the half hour before a local time. The report has the productivity by the minute of
 * that day and the day before. The pulse counts whole seconds at each level, because the rounded
 * numbers of an efficiency report could tip the floor. The half hour begins with the bucket in
 * which 30 minutes before `localTime` lies. `localTime` is `YYYY-MM-DDTHH:MM:SS`.
 *
 * The tenth word of the comment is the local time: a public client reads the hour from there.
 */
export function currentPulse({ rows }: Report, localTime: string): CurrentPulse {
  const until = Date.parse(`${localTime}Z`) / 1000;
  const begin = Math.floor((until - LOOK_BACK_SECONDS) / BUCKET_SECONDS) * BUCKET_SECONDS;
  let seconds = 0;
  let weighted = 0;
  for (const row of rows) {
    const start = Date.parse(`${row.intervalStart}Z`) / 1000;
    if (start < begin || start > until) continue;
    seconds += secondsOf(row);
    weighted += secondsOf(row) * Number(row.values[0]);
  }
  const comment = `Productivity pulse of the last 30 minutes as of ${localTime.slice(11, 16)}`;
  if (seconds < LEAST_SECONDS) return { pulse: null, color: null, comment: `${comment}: not enough time logged` };
  const pulse = Math.floor((25 * (weighted + 2 * seconds)) / seconds);
  return { pulse, color: COLOURS[Math.round(pulse / 25)] ?? null, comment };
}
