import { ApiProperty } from '@nestjs/swagger';
import { PART_NAMES } from './render-daily-summaries.js';

/**
 * A day of the documented Daily Summary Feed API. It has 59 fields. Those that are not written here
 * are a percentage, the hours and a text for each part of the time. The loop below declares them.
 */
export class DailySummaryDto {
  @ApiProperty({
    type: 'integer',
    example: 1795161600,
    description: 'The Unix time of the date’s midnight in Los Angeles.',
  })
  readonly id!: number;

  @ApiProperty({ format: 'date', example: '2026-11-20' })
  readonly date!: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 65 })
  readonly productivity_pulse!: number;
}

const declare = (name: string, options: Parameters<typeof ApiProperty>[0]) =>
  ApiProperty(options)(DailySummaryDto.prototype, name);

for (const name of PART_NAMES) {
  if (name !== 'total') declare(`${name}_percentage`, { type: 'number', example: 12.5 });
}
for (const name of PART_NAMES) declare(`${name}_hours`, { type: 'number', example: 1.25 });
for (const name of PART_NAMES) declare(`${name}_duration_formatted`, { type: 'string', example: '1h 15m' });
