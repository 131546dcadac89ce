import fc from 'fast-check';
import { type SpoolRecord } from '../spool/record-line.js';
import { batchBody, cutBatch, SERVER_MOST_BYTES } from './batch.js';

const device = { id: 'd', machine: 'm', osUser: 'u', platform: 'linux' };
const record = (title: string, sequence = 1): SpoolRecord => ({
  sequence,
  id: '00000000-0000-5000-8000-000000000001',
  application: 'XTerm',
  title,
  startedAt: 1,
  endedAt: 2,
});

describe('a batch', () => {
  it('holds the fields of the contract and no field of the spool', () => {
    expect(JSON.parse(batchBody([record('t', 7)], device))).toEqual({
      device,
      source: 'computers',
      activities: [{ id: record('').id, application: 'XTerm', title: 't', startedAt: 1, endedAt: 2 }],
    });
  });

  it('tells the page of a browser', () => {
    const { activities } = JSON.parse(batchBody([{ ...record('t'), url: 'https://a.example/p' }], device)) as {
      activities: unknown[];
    };
    expect(activities).toEqual([expect.objectContaining({ url: 'https://a.example/p', title: 't' })]);
  });

  it('says what stays on the machine, when that is known', () => {
    const waiting = { records: 3, oldestAt: 5 };
    expect(JSON.parse(batchBody([], device, waiting))).toMatchObject({ device: { ...device, waiting } });
  });

  it('is the longest fitting head of the queue, and never empty', () => {
    const titles = fc.array(fc.string({ unit: 'grapheme', maxLength: 3_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(titles, fc.integer({ min: 1, max: 250 }), (texts, most) => {
        const records = texts.map((title, index) => record(title, index));
        const batch = cutBatch(records, device, most);
        expect(batch.length).toBeGreaterThan(0);
        expect(batch).toEqual(records.slice(0, batch.length));
        if (batch.length > 1)
          expect(Buffer.byteLength(batchBody(batch, device))).toBeLessThanOrEqual(SERVER_MOST_BYTES);
        const oneMore = records.slice(0, batch.length + 1);
        const isFull = batch.length === Math.min(most, records.length);
        if (!isFull) expect(Buffer.byteLength(batchBody(oneMore, device))).toBeGreaterThan(SERVER_MOST_BYTES - 2);
      }),
      { numRuns: 50 },
    );
  });

  it('holds one record when that record alone passes the limit', () => {
    expect(cutBatch([record('x'.repeat(300_000)), record('y')], device, 500)).toHaveLength(1);
  });
});
