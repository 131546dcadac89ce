import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { bytesOf } from './bytes-of.js';
import { ReadModelsError } from './errors.js';
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
    ['one piece', [Buffer.from('\u0003a b')]],
    [
      'pieces that part a character in two',
      [Buffer.from('\u0007Größe').subarray(0, 4), Buffer.from('Größe').subarray(3)],
    ],
    ['bytes that are no text', [Buffer.from([4, 0xff, 0x00, 0x27, 0x0a])]],
    ['many', [Buffer.from([0xa0, 0x8d, 0x06]), Buffer.alloc(100_000, 0xfe)]],
  ])('write bytes as they are that come as %s, and leave no file behind', async (_title, chunks) => {
    const { client, close } = await openReadModels({ dir });
    try {
      await client.command({ query: 'CREATE TABLE names (name String) ENGINE = Memory' });
      const values = Readable.from(chunks, { objectMode: false });
      const { stream } = await client.exec({ query: 'INSERT INTO names (name) FORMAT RowBinary', values });
      expect(await bytesOf(stream)).toHaveLength(0);
      expect(await readdir(dir)).not.toContainEqual(expect.stringContaining('insert'));
      const read = await client.query({ query: 'SELECT lower(hex(name)) AS name FROM names', format: 'JSONEachRow' });
      const [first = 0] = Buffer.concat(chunks);
      const name = Buffer.concat(chunks).subarray(first < 0x80 ? 1 : 3);
      expect(await read.json()).toEqual([{ name: name.toString('hex') }]);
    } finally {
      await close();
    }
  });

  it.each([
    ['an insert that cannot be read', 'INSERT INTO checkpoints (position) FORMAT RowBinary', ReadModelsError],
    ['anything but an insert', 'SELECT 1', Error],
  ])('refuse bytes for %s, and leave no file behind', async (_title, query, refusal) => {
    const { client, close } = await openReadModels({ dir });
    try {
      const values = Readable.from([Buffer.from('abc')], { objectMode: false });
      await expect(client.exec({ query, values })).rejects.toThrow(refusal);
      expect(await readdir(dir)).not.toContainEqual(expect.stringContaining('insert'));
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
