/** A float as JSON that always shows its fraction, as recorded: `2.0`, `46.8`. */
export const floatJson = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
