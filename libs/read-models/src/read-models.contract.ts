import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openReadModels } from './read-models.js';

describe('the embedded read models', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-read-models-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('have their tables after opening, and keep their rows over a close and a second opening', async () => {
    const first = await openReadModels({ dir });
    await first.client.insert({
      table: 'checkpoints',
      format: 'JSONEachRow',
      values: [{ projection: 'p', store_id: 's', position: '9007199254740993', recorded_at: 0, written_at: 0 }],
    });
    await first.close();

    const second = await openReadModels({ dir });
    try {
      const result = await second.client.query({
        query: 'SELECT position FROM checkpoints FINAL',
        format: 'JSONEachRow',
      });
      expect(await result.json()).toEqual([{ position: '9007199254740993' }]);
    } finally {
      await second.close();
    }
  });

  it.each([
    ['one piece', ['a b', '\t12']],
    ['pieces that part a character in two', [Buffer.from('Größe').subarray(0, 3), Buffer.from('Größe\t1').subarray(3)]],
    ['bytes that are no text', [Buffer.from([0xff, 0x00, 0xfe, 0x09, 0x31])]],
    ['more bytes than go into a statement', [Buffer.from([0xff, 0x00, 0xfe]), 'x'.repeat(100_000), 'Größe\t1']],
  ])('write lines byte for byte that come as %s', async (_title, pieces) => {
    const chunks = pieces.map((piece) => Buffer.from(piece));
    const { client, close } = await openReadModels({ dir });
    try {
      await client.command({ query: 'CREATE TABLE lines (name String, count UInt64) ENGINE = Memory' });
      const values = Readable.from(chunks, { objectMode: false });
      await client.insert({ table: 'lines', columns: ['name', 'count'], values, format: 'TabSeparated' });
      const read = await client.query({ query: 'SELECT hex(name) AS name, count FROM lines', format: 'JSONEachRow' });
      expect(await readdir(dir)).not.toContainEqual(expect.stringContaining('insert'));
      const [name, count] = Buffer.concat(chunks).toString('latin1').split('\t');
      expect(await read.json()).toEqual([
        {
          name: Buffer.from(name ?? '', 'latin1')
            .toString('hex')
            .toUpperCase(),
          count: count,
        },
      ]);
    } finally {
      await close();
    }
  });

  it('refuse to open over a migration that was edited after it was applied', async () => {
    const first = await openReadModels({ dir });
    await first.client.insert({
      table: 'schema_migrations',
      format: 'JSONEachRow',
      values: [{ number: 1, name: '0001_buckets_and_daily', checksum: 'another' }],
    });
    await first.close();
    await expect(openReadModels({ dir })).rejects.toThrow('was edited after it was applied');
  });
});
