import { ApiProperty } from '@nestjs/swagger';

/** The productivity levels, from the most distracting to the most productive. */
export const LEVELS = [-2, -1, 0, 1, 2] as const;

/** The time of one productivity level. */
export class LevelTimeDto {
  @ApiProperty({ enum: LEVELS, type: 'integer', example: 2 })
  readonly productivity!: (typeof LEVELS)[number];

  @ApiProperty({ type: 'integer', minimum: 0, example: 1815 })
  readonly seconds!: number;
}

/** The sums of today. */
export class TodayDto {
  @ApiProperty({ format: 'date', example: '2026-11-21', description: 'Today in the account’s zone.' })
  readonly date!: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1815, description: 'The sum of all levels.' })
  readonly seconds!: number;

  @ApiProperty({ type: [LevelTimeDto], description: 'All five levels, from -2 to 2.' })
  readonly levels!: readonly LevelTimeDto[];
}
