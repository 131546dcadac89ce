/** The present day in a time zone: `2026-11-29`. */
export function today(timeZone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone } as const;
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', parts).formatToParts(Date.now()).map(({ type, value }) => [type, value]),
  );
  return `${part['year']}-${part['month']}-${part['day']}`;
}
