import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadModels } from './open-read-models.js';
import { objectsOf } from './testing/own-sql.js';

describe('the embedded read models', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-read-models-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('have their tables after opening, and keep their rows over a close and a second opening', async () => {
    const first = await openReadModels({ dir });
    await first.database.insert('checkpoints', [
      { projection: 'p', store_id: 's', position: '9007199254740993', recorded_at: 0, written_at: 0 },
    ]);
    await first.close();

    const second = await openReadModels({ dir });
    try {
      expect(await objectsOf(second.database, 'SELECT position FROM checkpoints FINAL')).toEqual([
        { position: '9007199254740993' },
      ]);
    } finally {
      await second.close();
    }
  });

  it('refuse to open over a migration that was edited after it was applied', async () => {
    const first = await openReadModels({ dir });
    await first.database.insert('schema_migrations', [
      { number: 1, name: '0001_buckets_and_daily', checksum: 'another' },
    ]);
    await first.close();
    await expect(openReadModels({ dir })).rejects.toThrow('was edited after it was applied');
  });
});
