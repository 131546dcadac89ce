/** Cells of one row, by the names of their columns. */
export type Row = Readonly<Record<string, string | number | boolean>>;

/**
 * A table for a terminal: a line of column names, then one line for each row, with two spaces
 * between columns. Numbers stand at the right, `true` and `false` read as yes and no. Ends with a
 * line break. Without rows it is one sentence: `none`.
 */
export function textTable(rows: readonly Row[], none: string): string {
  const [first] = rows;
  if (!first) return `${none}\n`;
  const names = Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => shown(row[name])))];
  const widths = names.map((_, n) => Math.max(...cells.map((line) => widthOf(line[n] ?? ''))));
  const isNumber = names.map((name) => typeof first[name] === 'number');
  const lines = cells.map((line) =>
    line
      .map((cell, n) => {
        const space = ' '.repeat((widths[n] ?? 0) - widthOf(cell));
        return isNumber[n] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

const shown = (value: Row[string] | undefined): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value ?? '');
};

/** What the terminal shows as one character counts once. */
const widthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
