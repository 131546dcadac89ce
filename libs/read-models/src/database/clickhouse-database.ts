import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import { clusterSql } from '../statements/cluster-sql.js';
import { singleServerSql } from '../statements/single-server-sql.js';
import type { Statement } from '../statements/statement.js';
import { bytesOf } from './bytes-of.js';
import type { BoundValues, ChangeOptions, Database } from './database.js';
import { withoutWords } from './errors.js';

/**
 * The client passes an answer on while it arrives. An error in its middle would look like a part of
 * the answer.
 */
const WHOLE_OR_NOTHING = { clickhouse_settings: { wait_end_of_query: 1 } } as const;

/**
 * A database behind `@clickhouse/client`. With a cluster, every change runs on all of its servers.
 */
export class ClickHouseDatabase implements Database {
  constructor(
    protected readonly client: ClickHouseClient,
    private readonly cluster?: string,
  ) {}

  rows<Row extends readonly unknown[]>(query: string, values: BoundValues = {}): Promise<Row[]> {
    return discreetly(async () => {
      const result = await this.client.query({ query, query_params: { ...values }, format: 'JSONCompact' });
      return (await result.json<Row>()).data;
    });
  }

  nativeBytes(query: string, values: BoundValues = {}): Promise<Buffer> {
    return this.executed({ query: `${query}\nFORMAT Native`, query_params: { ...values } });
  }

  insert(table: string, rows: readonly object[]): Promise<void> {
    return discreetly(async () => {
      await this.client.insert({ table, values: rows, format: 'JSONEachRow' });
    });
  }

  /** The client's `insert` knows no binary format. Its `exec` sends any bytes. */
  async insertBytes({ table, columns }: { table: string; columns: readonly string[] }, bytes: Buffer): Promise<void> {
    const values = Readable.from([bytes], { objectMode: false });
    await this.executed({ query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT RowBinary`, values });
  }

  async change(statement: Statement, { values = {}, settings = {} }: ChangeOptions = {}): Promise<void> {
    const texts = this.cluster === undefined ? [singleServerSql(statement)] : clusterSql(statement, this.cluster);
    for (const query of texts) {
      await discreetly(() =>
        this.client.command({ query, query_params: { ...values }, clickhouse_settings: { ...settings } }),
      );
    }
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private executed(request: Parameters<ClickHouseClient['exec']>[0]): Promise<Buffer> {
    return discreetly(async () => {
      const { stream } = await this.client.exec({ ...request, ...WHOLE_OR_NOTHING });
      return bytesOf(stream);
    });
  }
}

/**
 * Runs a request to ClickHouse. The error of a refusal has the code only, because its message
 * quotes what was sent.
 */
async function discreetly<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw withoutWords(error);
  }
}
