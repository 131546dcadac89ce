import type { RebuildProgress } from '@app/projector';

const WIDTH = 30;

/**
 * One line that shows how far a rebuild is.
 *
 *     [############..................]  41 %  123,456 events  2,310/s  1 min 12 s left
 */
export function progressLine({ share, events, eventsPerSecond, etaSeconds }: RebuildProgress): string {
  const done = Math.round(share * WIDTH);
  const bar = `[${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}]`;
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const rate = `${Math.round(eventsPerSecond).toLocaleString('en')}/s`;
  return `${bar} ${percent}  ${events.toLocaleString('en')} events  ${rate}  ${timeLeft(etaSeconds)}`;
}

function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return '';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s left`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s left`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
