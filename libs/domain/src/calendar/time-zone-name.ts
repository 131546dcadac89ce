import { Temporal } from 'temporal-polyfill';
import { RENAMED_ZONES } from './renamed-zones.js';

/**
 * The name of an IANA time zone in the spelling of IANA: `asia/kolkata` and `Asia/Calcutta` are
 * `Asia/Kolkata`. Undefined when there is no such zone. An offset (`+02:00`) is none.
 *
 * A new name is given only when this runtime knows it: its data may be older than the name.
 */
export function ianaTimeZone(name: string): string | undefined {
  const spelt = speltByRuntime(name);
  const renamed = spelt === undefined ? undefined : RENAMED_ZONES.get(spelt);
  return renamed === undefined ? spelt : (speltByRuntime(renamed) ?? spelt);
}

/** `Intl` gives other names back; Temporal corrects the letters only. */
function speltByRuntime(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}
