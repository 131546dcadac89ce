import type { LevelSeconds, LocalDate, Source } from '@app/domain';
import { SOURCES } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { AS_OF, PAST, type PastDto } from '../past/past.dto.js';
import { CategorySecondsDto, LEVELS, TimeSumsDto } from './time-sums.dto.js';

/** The day that a page asks for. */
export class DayQueryDto {
  @ApiPropertyOptional({ format: 'date', example: '2026-11-29', description: 'The local day. Today when left out.' })
  @IsOptional()
  @IsString()
  date?: string;

  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @IsString()
  asOf?: string;
}

export class DayHourDto {
  @ApiProperty({ format: 'date-time', example: '2026-11-29T08:00:00.000+01:00' })
  readonly start!: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 23, description: 'The hour as the wall clock shows it.' })
  readonly hour!: number;

  @ApiProperty(LEVELS)
  readonly levelSeconds!: LevelSeconds;
}

export class TimelinePieceDto {
  @ApiProperty({ format: 'date-time', description: 'Start of the five minutes.' })
  readonly start!: string;

  @ApiProperty({ enum: SOURCES })
  readonly source!: Source;

  @ApiProperty({ example: 'github.com', description: 'The activity with the most time in the five minutes.' })
  readonly activity!: string;

  @ApiProperty({ example: 'General Software Development' })
  readonly category!: string;

  @ApiProperty({ type: 'integer', minimum: -2, maximum: 2 })
  readonly productivity!: number;

  @ApiProperty({ description: 'All seconds in the five minutes.', example: 287 })
  readonly seconds!: number;
}

export class CategoryTimeDto extends CategorySecondsDto {
  @ApiProperty({ example: 'Software Development' })
  readonly overview!: string;
}

export class ActivityTimeDto extends CategoryTimeDto {
  @ApiProperty({ example: 'github.com' })
  readonly activity!: string;
}

/** The mean of the same weekday before. */
export class UsualDayDto extends TimeSumsDto {
  @ApiProperty({ type: 'integer', description: 'How many of the last eight such days have time.' })
  readonly days!: number;
}

export class DayReportDto extends TimeSumsDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-29' })
  readonly date!: LocalDate;

  @ApiProperty({ example: 'Europe/Berlin' })
  readonly timeZone!: string;

  @ApiProperty({ format: 'date-time', description: 'The first moment of the day.' })
  readonly start!: string;

  @ApiProperty({ format: 'date-time', description: 'The first moment of the next day.' })
  readonly end!: string;

  @ApiProperty({ description: 'Whether the day is the present one of the account; with `asOf`, whether it was then.' })
  readonly isToday!: boolean;

  @ApiProperty(PAST)
  readonly past!: PastDto | null;

  @ApiProperty({
    type: UsualDayDto,
    nullable: true,
    description: 'Of today: up to the present time of day. Null when none of these days has time.',
  })
  readonly usual!: UsualDayDto | null;

  @ApiProperty({ type: [DayHourDto], description: 'Each hour of the day. A repeated hour is there twice.' })
  readonly hours!: readonly DayHourDto[];

  @ApiProperty({ type: [TimelinePieceDto] })
  readonly timeline!: readonly TimelinePieceDto[];

  @ApiProperty({ type: [ActivityTimeDto] })
  readonly activities!: readonly ActivityTimeDto[];

  @ApiProperty({ type: [CategoryTimeDto] })
  readonly categories!: readonly CategoryTimeDto[];
}
