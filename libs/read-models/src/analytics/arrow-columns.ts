import type { ClickHouseClient } from '@clickhouse/client';
import type { DictionaryColumn } from '@app/domain';
import {
  type Data,
  type Dictionary,
  type Float,
  type Int,
  type Table,
  tableFromIPC,
  type Utf8,
  type Vector,
} from 'apache-arrow';
import { bytesOf, WHOLE_OR_NOTHING } from '../bytes-of.js';
import type { BoundQuery } from './time-sql.js';

/** What is `LowCardinality` comes as a dictionary, and nothing is packed: the library that reads it can unpack nothing. */
export const ARROW_SETTINGS = {
  output_format_arrow_low_cardinality_as_dictionary: 1,
  output_format_arrow_compression_method: 'none',
} as const;

/**
 * The answer to a query, column by column, as it lies in the bytes that came: numbers are not parsed, and a name that repeats
 * is made once. As JSON a year by day was 3 to 6 ms of parsing, and as many names as rows (docs/performance.md).
 */
export class ArrowColumns {
  private constructor(private readonly table: Table) {}

  /** Rejects when the store does. */
  static async read(client: ClickHouseClient, { query, query_params }: BoundQuery): Promise<ArrowColumns> {
    const { stream } = await client.exec({ query: `${query}\nFORMAT ArrowStream`, query_params, ...WHOLE_OR_NOTHING });
    return new ArrowColumns(tableFromIPC(await bytesOf(stream)));
  }

  /** A column of numbers of at most 32 bits, or of floats; undefined if there is none of that name. */
  numbers(name: string): ArrayLike<number> | undefined {
    const vector = this.table.getChild(name) as Vector<Int | Float> | null;
    return vector?.toArray() as ArrayLike<number> | undefined;
  }

  /** A column of `String`. */
  texts(name: string): string[] | undefined {
    const vector = this.table.getChild(name) as Vector<Utf8> | null;
    return vector?.data.flatMap(textsOf);
  }

  /** A column of `LowCardinality(String)`. Each block of the answer brings a dictionary. */
  dictionary(name: string): DictionaryColumn | undefined {
    const vector = this.table.getChild(name) as Vector<Dictionary<Utf8>> | null;
    if (!vector) return undefined;
    const names: string[] = [];
    const numbers = new Int32Array(vector.length);
    let place = 0;
    for (const { length, values, dictionary } of vector.data) {
      for (let n = 0; n < length; n++) numbers[place++] = names.length + Number(values[n]);
      for (const chunk of (dictionary as Vector<Utf8> | undefined)?.data ?? [])
        for (const text of textsOf(chunk)) names.push(text);
    }
    return { names, numbers };
  }
}

function textsOf({ length, values, valueOffsets }: Data<Utf8>): string[] {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.length);
  const texts: string[] = [];
  for (let n = 0; n < length; n++) texts.push(bytes.toString('utf8', valueOffsets[n], valueOffsets[n + 1]));
  return texts;
}
