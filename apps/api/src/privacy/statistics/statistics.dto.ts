import type { LocalDate, ProductivityLevel, WeekdayAverage } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';

export class PeriodDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-07-01' })
  readonly begin!: LocalDate;

  @ApiProperty({ type: String, format: 'date', example: '2026-09-30', description: 'Included.' })
  readonly end!: LocalDate;
}

export class WeekdayAverageDto implements WeekdayAverage {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 7, description: '1 is Monday.' })
  readonly weekday!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number', nullable: true },
    example: { '-2': 10.5, '-1': null, '0': 35, '1': 60, '2': 145.2 },
    description: 'Minutes a day by productivity level. Null when the group is too small.',
  })
  readonly minutes!: Readonly<Record<ProductivityLevel, number | null>>;
}

/** Average time by weekday and level over all users. */
export class WeekdayStatisticsDto {
  @ApiProperty({ type: PeriodDto, description: 'The last full quarter.' })
  readonly period!: PeriodDto;

  @ApiProperty({ type: 'integer', example: 20, description: 'The least number of users behind each figure.' })
  readonly smallestGroup!: number;

  @ApiProperty({ type: [WeekdayAverageDto] })
  readonly weekdays!: readonly WeekdayAverageDto[];
}
