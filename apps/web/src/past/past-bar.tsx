import './past.css';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { durationText } from '../format/duration.js';
import { useToday } from '../live/live.js';
import { TextField } from '../parts/field.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';
import { usePast, withMoment } from './use-past.js';

interface PastBarProps {
  /** The page, as it is now. */
  readonly path: `/${string}`;
  /** What the report says of its moment. Undefined while it is asked for; null in the present. */
  readonly past: { readonly asOf: string; readonly importedSeconds: number } | null | undefined;
}

/** Leads a report to a moment of the past, and back to now. */
export function PastBar({ path, past }: PastBarProps) {
  const { text } = useTexts(TEXTS);
  const { asOf } = usePast();
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="past">
      {asOf !== undefined && <PastBanner path={path} past={past} />}
      {isOpen ? (
        <MomentForm path={path} shown={past?.asOf} close={() => setOpen(false)} />
      ) : (
        <button type="button" class="link" onClick={() => setOpen(true)}>
          {text('past.open')}
        </button>
      )}
      <a href={at('/history')}>{text('past.history')}</a>
    </div>
  );
}

/** Says that the page shows the past. Its words never depend on the colour. */
function PastBanner({ path, past }: PastBarProps) {
  const texts = useTexts(TEXTS);
  const { text, locale } = texts;
  const backToNow = <a href={at(path)}>{text('past.now')}</a>;
  if (!past) return <p>{backToNow}</p>;
  // The text has the offset of the account, so its own numbers are the local time.
  const local = Date.parse(`${past.asOf.slice(0, 19)}Z`);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return (
    <p class="notice" role="status">
      <strong>{text('past.banner', { moment: moment.format(local) })}</strong> {text('past.noErased')}{' '}
      {past.importedSeconds > 0 && text('past.imported', { time: durationText(texts, past.importedSeconds) })}{' '}
      {backToNow}
    </p>
  );
}

function MomentForm({ path, shown, close }: { path: `/${string}`; shown: string | undefined; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const today = useToday();
  const { route } = useLocation();
  const [moment, setMoment] = useState(shown?.slice(0, 16) ?? `${today}T00:00`);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        close();
        route(at(withMoment(path, moment)));
      }}
    >
      <TextField type="datetime-local" label={text('past.moment')} required value={moment} change={setMoment} />
      <button type="submit">{text('past.show')}</button>
      <button type="button" onClick={close}>
        {text('past.close')}
      </button>
    </form>
  );
}
