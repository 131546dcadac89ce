import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import { bytesOf } from './bytes-of.js';
import { folderClient } from './connect.js';

describe('the engine in this process', () => {
  let dir: string;
  let client: ClickHouseClient;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-embedded-'));
    client = await folderClient(dir);
  });
  afterEach(async () => {
    await client.close();
    await rm(dir, { recursive: true, force: true });
  });

  it.each([
    ['one chunk', [Buffer.from('\u0003a b')]],
    [
      'chunks that part a character in two',
      [Buffer.from('\u0007Größe').subarray(0, 4), Buffer.from('Größe').subarray(3)],
    ],
    ['bytes that are no text', [Buffer.from([4, 0xff, 0x00, 0x27, 0x0a])]],
    ['many bytes', [Buffer.from([0xa0, 0x8d, 0x06]), Buffer.alloc(100_000, 0xfe)]],
  ])('stores bytes as they are that come as %s, and leaves no file behind', async (_title, chunks) => {
    await client.command({ query: 'CREATE TABLE names (name String) ENGINE = Memory' });
    const values = Readable.from(chunks, { objectMode: false });
    const { stream } = await client.exec({ query: 'INSERT INTO names (name) FORMAT RowBinary', values });
    expect(await bytesOf(stream)).toHaveLength(0);
    expect(await readdir(dir)).not.toContainEqual(expect.stringContaining('insert'));
    const read = await client.query({ query: 'SELECT lower(hex(name)) AS name FROM names', format: 'JSONEachRow' });
    const [first = 0] = Buffer.concat(chunks);
    const name = Buffer.concat(chunks).subarray(first < 0x80 ? 1 : 3);
    expect(await read.json()).toEqual([{ name: name.toString('hex') }]);
  });

  it.each([
    ['an insert that cannot be read', 'INSERT INTO names (position) FORMAT RowBinary', /read/i],
    ['anything but an insert', 'SELECT 1', 'takes bytes only for an insert'],
  ])('refuses bytes for %s, and leaves no file behind', async (_title, query, refusal) => {
    await client.command({ query: 'CREATE TABLE names (position UInt64) ENGINE = Memory' });
    const values = Readable.from([Buffer.from('abc')], { objectMode: false });
    await expect(client.exec({ query, values })).rejects.toThrow(refusal);
    expect(await readdir(dir)).not.toContainEqual(expect.stringContaining('insert'));
  });
});
