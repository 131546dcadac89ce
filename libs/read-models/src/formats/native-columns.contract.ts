import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { startHttpClickHouse } from '../testing/http-clickhouse.js';
import { NativeColumns } from './native-columns.js';

let dir: string;
let endServer = () => Promise.resolve();
beforeAll(async () => (dir = await mkdtemp(join(tmpdir(), 'timeledger-native-'))));
afterAll(() => rm(dir, { recursive: true, force: true }));

/** One engine in the process, and one over HTTP, where the bytes come in chunks. */
const ENGINES: Record<string, () => Promise<ReadModels>> = {
  'the in-process engine': () => openReadModels({ dir: join(dir, 'folder') }),
  'a server': async () => {
    const server = await startHttpClickHouse({ dir: join(dir, 'server'), port: 0, user: 'u', password: 'p' });
    const readModels = await openReadModels({ url: `http://u:p@127.0.0.1:${server.port}/native` });
    endServer = () => server.close();
    return readModels;
  },
};

describe.each(Object.entries(ENGINES))('columns of an answer of %s', (_name, open) => {
  let readModels: ReadModels;
  beforeAll(async () => (readModels = await open()));
  afterAll(async () => {
    await readModels.close();
    await endServer();
  });

  const read = async (query: string, values = {}) =>
    NativeColumns.fromBytes(await readModels.database.nativeBytes(query, values));
  const namesIn = (columns: NativeColumns) => {
    const { names = [], numbers = [] } = columns.dictionary('name') ?? {};
    return Array.from(numbers, (number) => names[number]);
  };

  it.each([0, 1, 50_000])('have all of %i rows, in the order of the answer', async (count) => {
    const columns = await read(
      `SELECT toUInt32(4000000000 + number) AS whole, number + 0.5 AS fraction, 'é ' || toString(number) AS text,
         toLowCardinality('name ' || toString(intDiv(number, 9000)) || '.' || toString(number % 3)) AS name
       FROM numbers({count:UInt32}) ORDER BY number SETTINGS max_block_size = 7000`,
      { count },
    );
    const rows = Array.from({ length: count }, (_, n) => n);
    expect(Array.from(columns.numbers('whole') ?? [])).toEqual(rows.map((n) => 4_000_000_000 + n));
    expect(Array.from(columns.numbers('fraction') ?? [])).toEqual(rows.map((n) => n + 0.5));
    expect(columns.texts('text') ?? []).toEqual(rows.map((n) => `é ${n}`));
    expect(namesIn(columns)).toEqual(rows.map((n) => `name ${Math.floor(n / 9_000)}.${n % 3}`));
  });

  it('have every text as it is', async () => {
    const texts = ['', ' ', '\t\n\r\0"\\', 'é…漢😀', "it's", 'x'.repeat(1_000)];
    const columns = await read('SELECT arrayJoin({texts:Array(String)}) AS text, toLowCardinality(text) AS name', {
      texts,
    });
    expect([columns.texts('text'), namesIn(columns)]).toEqual([texts, texts]);
  });

  it.each(['SELECT 1 AS one', 'SELECT 1 AS two WHERE false'])('are undefined where no row has one: %s', async (sql) => {
    const columns = await read(sql);
    expect([columns.numbers('two'), columns.texts('two'), columns.dictionary('two')]).toEqual(
      Array.from({ length: 3 }, () => undefined),
    );
  });

  it('are none of a query that the engine refuses, in the middle of the answer too', async () => {
    await expect(read('SELECT no_such_column')).rejects.toMatchObject({ name: 'ReadModelsError' });
    const late = 'SELECT throwIf(number = 150000) FROM numbers(200000) SETTINGS max_block_size = 1000';
    await expect(read(late)).rejects.toMatchObject({ name: 'ReadModelsError' });
  });
});
