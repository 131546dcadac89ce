import { Temporal } from 'temporal-polyfill';

/**
 * Zones that IANA has renamed, by the names that browsers still report for them. Source: the time
 * zone database, file `backward`; the Unicode CLDR keeps these old names for ever. Merged zones are
 * not here: Amsterdam stays Amsterdam, although its clocks are those of Brussels.
 */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);

/**
 * The name of an IANA time zone in the spelling of IANA: `asia/kolkata` and `Asia/Calcutta` are
 * `Asia/Kolkata`. Undefined when there is no such zone. An offset (`+02:00`) is none.
 *
 * A new name is given only when this runtime knows it: its data may be older than the name.
 */
export function ianaTimeZone(name: string): string | undefined {
  const spelt = speltByRuntime(name);
  const renamed = spelt === undefined ? undefined : RENAMED.get(spelt);
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
