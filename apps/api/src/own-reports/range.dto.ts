import type { LevelSeconds, LocalDate } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { AS_OF, PAST, type PastDto } from '../past/past.dto.js';
import { CategorySecondsDto, LEVELS, TimeSumsDto } from './time-sums.dto.js';

/** The days that a page asks for: the first and the last. */
export class RangeQueryDto {
  @ApiProperty({ format: 'date', example: '2026-11-01', description: 'The first local day.' })
  @IsString()
  begin!: string;

  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'The last local day.' })
  @IsString()
  end!: string;

  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @IsString()
  asOf?: string;
}

export class IntervalDto {
  @ApiProperty({ type: String, format: 'date', description: 'The first day of the interval.' })
  readonly date!: string;

  @ApiProperty(LEVELS)
  readonly levelSeconds!: LevelSeconds;
}

export class HourOfWeekDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 7, description: '1 is Monday, 7 is Sunday.' })
  readonly weekday!: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 23 })
  readonly hour!: number;

  @ApiProperty(LEVELS)
  readonly levelSeconds!: LevelSeconds;
}

export class RangeActivityDto extends CategorySecondsDto {
  @ApiProperty({ example: 'github.com' })
  readonly activity!: string;
}

export class RangeReportDto extends TimeSumsDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-01' })
  readonly begin!: LocalDate;

  @ApiProperty({ type: String, format: 'date', example: '2026-11-30' })
  readonly end!: LocalDate;

  @ApiProperty(PAST)
  readonly past!: PastDto | null;

  @ApiProperty({ enum: ['day', 'month'], description: 'Days in a range of up to 400 days, else months.' })
  readonly resolution!: 'day' | 'month';

  @ApiProperty({ type: [IntervalDto], description: 'Days or months with time, the oldest first.' })
  readonly intervals!: readonly IntervalDto[];

  @ApiProperty({ type: [HourOfWeekDto], description: 'Hours of the week with time, summed over all weeks.' })
  readonly hoursOfWeek!: readonly HourOfWeekDto[];

  @ApiProperty({ type: [RangeActivityDto], description: 'The 500 with most time.' })
  readonly activities!: readonly RangeActivityDto[];

  @ApiProperty({ type: 'integer', description: 'How many activities there are in all.' })
  readonly activityCount!: number;

  @ApiProperty({ type: [CategorySecondsDto] })
  readonly categories!: readonly CategorySecondsDto[];

  @ApiProperty({
    type: TimeSumsDto,
    description: 'The period of the same length just before; up to the same day while the period goes on.',
  })
  readonly before!: TimeSumsDto;
}
