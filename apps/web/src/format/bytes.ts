const STEP = 1_000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes in the reader's locale: `512 byte`, `3.4 MB`. A kilobyte has 1,000 bytes. */
export function byteText(locale: string, bytes: number): string {
  const power = bytes < STEP ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[power] ?? 'byte';
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: power === 0 ? 0 : 1 });
  return format.format(bytes / STEP ** power);
}
