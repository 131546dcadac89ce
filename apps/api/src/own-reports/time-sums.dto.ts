import type { LevelSeconds, TimeSums } from '@app/domain';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** How the documentation describes seconds by level. */
export const LEVELS: ApiPropertyOptions = {
  type: 'array',
  items: { type: 'number' },
  minItems: 5,
  maxItems: 5,
  description: 'Seconds at the levels -2, -1, 0, 1 and 2, in this order.',
  example: [0, 300, 120.5, 0, 1800],
};

/** The sums of some time. */
export class TimeSumsDto implements TimeSums {
  @ApiProperty({ example: 2220.5 })
  readonly seconds!: number;

  @ApiProperty(LEVELS)
  readonly levelSeconds!: LevelSeconds;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 100, description: 'Null without time.' })
  readonly pulse!: number | null;
}

/** Time of one category and level. */
export class CategorySecondsDto {
  @ApiProperty({ example: 'General Software Development' })
  readonly category!: string;

  @ApiProperty({ type: 'integer', minimum: -2, maximum: 2 })
  readonly productivity!: number;

  @ApiProperty({ example: 1815 })
  readonly seconds!: number;
}
