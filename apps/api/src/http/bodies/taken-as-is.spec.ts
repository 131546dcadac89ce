import 'reflect-metadata';
import { BadRequestException } from '@nestjs/common';
import { IsArray, IsIn, ValidateIf } from 'class-validator';
import { FormOfRequest } from './strict-bodies.js';
import { TakenAsIs } from './taken-as-is.js';

class Batch {
  @IsIn(['a', 'b'])
  format!: string;

  @ValidateIf(({ format }: Batch) => format === 'a')
  @IsArray()
  @TakenAsIs()
  lines!: readonly unknown[];
}

const pipe = new FormOfRequest();
const formed = (body: unknown) => pipe.transform(body, { type: 'body', metatype: Batch });

describe('a list that is taken as it is', () => {
  it('comes through untouched, and the other fields are checked and unknown ones dropped', async () => {
    const lines = [{ deep: { down: 1 } }, null, 'text'];
    const batch = (await formed({ format: 'a', lines, more: 1 })) as Batch;
    expect(batch).toEqual({ format: 'a', lines });
    expect(batch.lines).toBe(lines);
    expect(batch).toBeInstanceOf(Batch);
    await expect(formed({ format: 'c', lines })).rejects.toThrow(BadRequestException);
  });

  it.each([[{ format: 'a' }], [{ format: 'a', lines: { length: 1 } }], [{ format: 'a', lines: 'text' }], [[]], [null]])(
    'must be a list: %j is refused',
    async (body) => {
      await expect(formed(body)).rejects.toThrow(BadRequestException);
    },
  );

  it('takes no time for each of its parts', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => ({ n, of: { a: n } }));
    const began = process.cpuUsage().user;
    await formed({ format: 'a', lines });
    expect(process.cpuUsage().user - began).toBeLessThan(100_000);
  });
});
