import { addDays, type LocalDate } from '@app/domain';
import type { Call } from '../load/connection.js';

/** What hostile users ask without a pause. `n` is the number of the request. */
export type HostileLoad = (n: number) => Call;

const EVERYTHING = { restrict_begin: '1970-01-01', restrict_end: '9999-12-31' };
const data = (parameters: Record<string, string>): HostileLoad => {
  const path = `/anapi/data?${new URLSearchParams({ ...EVERYTHING, ...parameters }).toString()}`;
  return () => ({ method: 'GET', path });
};
const documents = { restrict_kind: 'document', format: 'json' };

/** The lines of an export name its account. The importer takes any. */
const GIVER = '00000000-0000-4000-8000-000000000001';
const FIRST_DAY = '2010-01-01' as LocalDate;
const DAYS = 5_000;
const DAY_MS = 86_400_000;
/** A body has 60,000 members at most. */
const SHORT_LINES = 6_000;
const [LONG_LINES, SPANS_OF_A_LINE] = [20, 280];

type Line = Readonly<Record<'type' | 'data', unknown>>;

/** An import into another day each time, so the lines are new. */
function importOf(linesOn: (day: LocalDate, startMs: number) => readonly Line[]): HostileLoad {
  return (n) => {
    const day = addDays(FIRST_DAY, n % DAYS);
    const stream = `activity-${GIVER}.${day.replaceAll('-', '')}`;
    const lines = linesOn(day, Date.parse(`${day}T00:00Z`)).map((line, at) => {
      return { line: at + 1, first: `${n} 0`, stream, id: `${n} ${at}`, ...line };
    });
    return { method: 'POST', path: '/api/v1/imports', body: JSON.stringify({ format: 'timeledger', lines }) };
  };
}

const shortLines = importOf((_day, startMs) =>
  Array.from({ length: SHORT_LINES }, (_, at) => ({
    type: 'TimeErased',
    data: { from: startMs + at * 1_000, to: startMs + at * 1_000 + 1 },
  })),
);

const longLines = importOf((localDate, startMs) =>
  Array.from({ length: LONG_LINES }, (_, line) => {
    const spans = Array.from({ length: SPANS_OF_A_LINE }, (_, n) => {
      const startedAt = startMs + ((line * SPANS_OF_A_LINE + n) / (LONG_LINES * SPANS_OF_A_LINE)) * DAY_MS;
      const [from, to] = [Math.floor(startedAt), Math.floor(startedAt) + 9_000];
      const url = `https://www.${n}.m\u00fcller.example/${line}`;
      return {
        id: `${line} ${n}`,
        application: `Caf\u00e9 ${n}`,
        title: `No. ${line}`,
        url,
        startedAt: from,
        endedAt: to,
      };
    });
    const device = { deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers', utcOffsetMinutes: 0 };
    return { type: 'ActivityRecorded', data: { ...device, localDate, spans } };
  }),
);

/** Each kind of hostile load by its name. Another kind is one more line. */
export const HOSTILE_LOADS: Readonly<Record<string, HostileLoad>> = {
  'documents by minute': data({ ...documents, perspective: 'interval', resolution_time: 'minute' }),
  'documents by month': data({ ...documents, perspective: 'interval', resolution_time: 'month' }),
  'a rank of documents': data({ ...documents, perspective: 'rank' }),
  'an import of short lines': shortLines,
  'an import of long lines': longLines,
};
