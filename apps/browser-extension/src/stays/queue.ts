import { inOrder } from '../browser/in-order.js';
import type { StorageArea } from '../browser/web-extension.js';
import { EMPTY_QUEUE, nextPiece, type QueueIndex, RECORDS_OF_PIECE, withoutSent, withRecords } from './segments.js';
import type { StayRecord } from './stays.js';

const INDEX = 'queue';
const nameOf = (number: number): string => `queue.${number}`;

/** Records that the server does not have yet. They stay when the browser ends. */
export class Queue {
  private readonly alone = inOrder();

  constructor(private readonly storage: StorageArea) {}

  /** Adds confirmed time. Resolves when it is stored. */
  add(records: readonly StayRecord[]): Promise<void> {
    return this.alone(async () => {
      if (records.length === 0) return;
      const index = await this.index();
      const piece = withRecords(await this.piece(index.last), records);
      await this.storage.set({ [nameOf(index.last)]: piece, [INDEX]: index });
      if (piece.length < RECORDS_OF_PIECE) return;
      const { index: next, gone } = nextPiece(index);
      await this.storage.set({ [INDEX]: next });
      if (gone.length > 0) await this.storage.remove(gone.map(nameOf));
    });
  }

  /** The oldest records, `most` at most. */
  oldest(most: number): Promise<StayRecord[]> {
    return this.alone(async () => {
      const index = await this.index();
      for (let { first } = index; first <= index.last; first++) {
        const piece = await this.piece(first);
        // An erasure may have emptied a piece.
        if (piece.length > 0 || first === index.last) return piece.slice(0, most);
        await this.storage.set({ [INDEX]: { ...index, first: first + 1 } });
        await this.storage.remove([nameOf(first)]);
      }
      return [];
    });
  }

  /** Removes the records that the server has. A record that grew since stays. */
  settle(sent: readonly StayRecord[]): Promise<void> {
    return this.alone(async () => {
      const index = await this.index();
      const left = withoutSent(await this.piece(index.first), sent);
      if (left.length > 0 || index.first === index.last) {
        await this.storage.set({ [nameOf(index.first)]: left });
        return;
      }
      await this.storage.set({ [INDEX]: { ...index, first: index.first + 1 } });
      await this.storage.remove([nameOf(index.first)]);
    });
  }

  /** How many records wait, and how many had to go because there were too many. */
  size(): Promise<{ waiting: number; dropped: number }> {
    return this.alone(async () => {
      const { first, last, dropped } = await this.index();
      const names = Array.from({ length: last - first + 1 }, (_unused, n) => nameOf(first + n));
      const pieces = Object.values(await this.storage.get(names));
      const waiting = pieces.reduce<number>((sum, piece) => sum + (Array.isArray(piece) ? piece.length : 0), 0);
      return { waiting, dropped: dropped * RECORDS_OF_PIECE };
    });
  }

  /** Removes the records for which `isGone` holds, wherever they wait. */
  drop(isGone: (record: StayRecord) => boolean): Promise<void> {
    return this.alone(async () => {
      const { first, last } = await this.index();
      for (let number = first; number <= last; number++) {
        const piece = await this.piece(number);
        const left = piece.filter((record) => !isGone(record));
        if (left.length < piece.length) await this.storage.set({ [nameOf(number)]: left });
      }
    });
  }

  /** Forgets all records: the person signed out. */
  clear(): Promise<void> {
    return this.alone(async () => {
      const { first, last } = await this.index();
      await this.storage.remove([
        INDEX,
        ...Array.from({ length: last - first + 1 }, (_unused, n) => nameOf(first + n)),
      ]);
    });
  }

  private async index(): Promise<QueueIndex> {
    const { [INDEX]: index } = await this.storage.get([INDEX]);
    return (index as QueueIndex | undefined) ?? EMPTY_QUEUE;
  }

  private async piece(number: number): Promise<StayRecord[]> {
    const { [nameOf(number)]: piece } = await this.storage.get([nameOf(number)]);
    return (piece as StayRecord[] | undefined) ?? [];
  }
}
