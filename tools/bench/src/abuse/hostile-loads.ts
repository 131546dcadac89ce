/** What hostile users ask without a pause. */
export interface HostileLoad {
  /** Path and query of each request, asked in turn. */
  readonly paths: readonly string[];
}

const EVERYTHING = { restrict_begin: '1970-01-01', restrict_end: '9999-12-31' };
const data = (parameters: Record<string, string>) =>
  `/anapi/data?${new URLSearchParams({ ...EVERYTHING, ...parameters }).toString()}`;
const documents = { restrict_kind: 'document', format: 'json' };

/** Each kind of hostile load by its name. Another kind is one more line. */
export const HOSTILE_LOADS: Readonly<Record<string, HostileLoad>> = {
  'documents by minute': {
    paths: [data({ ...documents, perspective: 'interval', resolution_time: 'minute' })],
  },
  'documents by month': {
    paths: [data({ ...documents, perspective: 'interval', resolution_time: 'month' })],
  },
  'a rank of documents': { paths: [data({ ...documents, perspective: 'rank' })] },
};
