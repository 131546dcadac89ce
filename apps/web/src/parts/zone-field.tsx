import { RENAMED_ZONES } from '@app/domain';
import { useId } from 'preact/hooks';
import { useTexts } from '../text/reader.js';
import { TextField } from './field.js';

interface ZoneFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problem?: string | undefined;
  readonly change: (value: string) => void;
}

/** A zone in the spelling of IANA. Browsers go on with names that IANA has replaced. */
const spelt = (zone: string): string => RENAMED_ZONES.get(zone) ?? zone;

const zones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(spelt)])].sort();

/** The zone of this browser: `Europe/Berlin`. */
export const browserZone = (): string => spelt(new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** A time zone, from a list that a person can search. The hint says what time it is there. */
export function ZoneField({ label, value, problem, change }: ZoneFieldProps) {
  const { text, locale } = useTexts();
  const id = useId();
  const time = timeIn(value, locale);
  return (
    <>
      <TextField
        label={label}
        hint={time === undefined ? text('zone.unknown') : text('zone.now', { time })}
        problem={problem}
        value={value}
        change={change}
        list={id}
        autocomplete="off"
        required
      />
      <datalist id={id}>
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

/** Undefined when there is no such zone. */
function timeIn(timeZone: string, locale: string): string | undefined {
  try {
    const now = { weekday: 'long', hour: 'numeric', minute: '2-digit', timeZone } as const;
    return timeZone === '' ? undefined : new Intl.DateTimeFormat(locale, now).format(Date.now());
  } catch {
    return undefined;
  }
}
