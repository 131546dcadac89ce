import type { DictionaryColumn } from '@app/domain';
import { type NativeBlock, nativeBlocks, type NativeColumn, type NumberColumn } from './native-blocks.js';

/**
 * The answer to a query, column by column, as it lies in the bytes. Numbers are not parsed, and a
 * name that repeats becomes one string. As JSON, a year by day took 3 to 6 ms to parse, and a
 * string for each row (ADR 14).
 */
export class NativeColumns {
  private constructor(private readonly blocks: readonly NativeBlock[]) {}

  /**
   * Throws RangeError when the bytes end within a block, and TypeError for a type that
   * `nativeBlocks` cannot read.
   */
  static fromBytes(answer: Buffer): NativeColumns {
    return new NativeColumns(nativeBlocks(answer));
  }

  /**
   * A column of whole numbers of at most 32 bits, or of floats. Undefined when the answer has no
   * rows.
   */
  numbers(name: string): ArrayLike<number> | undefined {
    return this.joined(name, (parts: NumberColumn[]) => {
      const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
      let place = 0;
      for (const part of parts) {
        all.set(part, place);
        place += part.length;
      }
      return all;
    });
  }

  /** A column of `String`. */
  texts(name: string): readonly string[] | undefined {
    return this.joined(name, (parts: (readonly string[])[]) => parts.flat());
  }

  /** A column of `LowCardinality(String)`. Each block of the answer brings names of its own. */
  dictionary(name: string): DictionaryColumn | undefined {
    return this.joined(name, (parts: DictionaryColumn[]) => {
      const names: string[] = [];
      const numbers: number[] = [];
      for (const part of parts) {
        for (let n = 0; n < part.numbers.length; n++) numbers.push(names.length + (part.numbers[n] ?? 0));
        for (const one of part.names) names.push(one);
      }
      return { names, numbers };
    });
  }

  /** Joins the column of all blocks. Nearly always there is one block. */
  private joined<Column extends NativeColumn, Joined>(
    name: string,
    join: (parts: Column[]) => Joined,
  ): Column | Joined | undefined {
    const parts = this.blocks.map((block) => block.get(name)).filter((part) => part !== undefined) as Column[];
    return parts.length === 1 ? parts[0] : parts.length === 0 ? undefined : join(parts);
  }
}
