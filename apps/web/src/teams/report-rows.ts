/** A report, as the API answers it: cells in the order of its columns. */
export interface ReportRows {
  readonly row_headers: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** One sum of a report. */
export interface NamedSum {
  /** The name of the category or activity. Empty in a report by level. */
  readonly name: string;
  /** The productivity level, from -2 to 2. Undefined in a report by category. */
  readonly level: number | undefined;
  readonly seconds: number;
  /** Such as `5 or more`. */
  readonly people: string;
}

/** The levels of one week, in seconds; those of level -2 are the first. */
export interface WeekLevels {
  /** The Monday. */
  readonly week: string;
  readonly levelSeconds: readonly number[];
}

const PLACES = { seconds: 'Time Spent (seconds)', people: 'Number of People', level: 'Productivity' } as const;

/** Reads a rank of levels, categories or activities. */
export function sumsIn({ row_headers: headers, rows }: ReportRows): NamedSum[] {
  const place = (header: string) => headers.indexOf(header);
  const level = place(PLACES.level);
  const name = place(PLACES.people) + 1;
  return rows.map((row) => ({
    name: name === level ? '' : String(row[name] ?? ''),
    level: level < 0 ? undefined : Number(row[level]),
    seconds: Number(row[place(PLACES.seconds)]),
    people: String(row[place(PLACES.people)] ?? ''),
  }));
}

/** Reads levels by week. Weeks without time are not there. The oldest is the first. */
export function weeksIn({ row_headers: headers, rows }: ReportRows): WeekLevels[] {
  const weeks = new Map<string, number[]>();
  for (const row of rows) {
    const week = String(row[0]).slice(0, 10);
    const levels = weeks.get(week) ?? [0, 0, 0, 0, 0];
    weeks.set(week, levels);
    const at = Number(row[headers.indexOf(PLACES.level)]) + 2;
    levels[at] = (levels[at] ?? 0) + Number(row[headers.indexOf(PLACES.seconds)]);
  }
  return [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([week, levelSeconds]) => ({ week, levelSeconds }));
}
