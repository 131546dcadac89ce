import type { Alert, AlertSubject, LocalDate } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { AlertSubjectDto } from '../alerts/alerts.dto.js';
import { AS_OF, AS_OF_ANSWER } from '../past/past.dto.js';
import { GoalAnswerDto } from './goals.dto.js';

const SECONDS = { example: 5400, description: 'The seconds that count so far.' };

/** The day that a page asks for. */
export class GoalQueryDto {
  @ApiPropertyOptional({ format: 'date', example: '2026-11-29', description: 'The local day. Today when left out.' })
  @IsOptional()
  @IsString()
  date?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 7,
    default: 1,
    description: 'On which day weeks begin: 1 is Monday, 7 is Sunday.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(7)
  firstWeekday?: number;

  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @IsString()
  asOf?: string;
}

/** A schedule that a goal or an alert names. */
export class NamedScheduleDto {
  @ApiProperty({ type: 'integer', example: 1 })
  readonly id!: number;

  @ApiProperty({ example: 'Office hours' })
  readonly name!: string;
}

export class GoalProgressDto extends GoalAnswerDto {
  @ApiProperty(SECONDS)
  readonly seconds!: number;

  @ApiProperty({ description: 'Whether the time reaches the goal, or keeps within it.' })
  readonly isMet!: boolean;
}

export class AlertProgressDto implements Alert {
  @ApiProperty({ type: 'integer', example: 3 })
  readonly id!: number;

  @ApiProperty({ enum: ['more-than', 'less-than'] })
  readonly comparison!: 'more-than' | 'less-than';

  @ApiProperty({ example: 4.5 })
  readonly hours!: number;

  @ApiProperty({ type: AlertSubjectDto })
  readonly subject!: AlertSubject;

  @ApiPropertyOptional({ type: 'integer' })
  readonly scheduleId?: number;

  @ApiProperty(SECONDS)
  readonly seconds!: number;

  @ApiProperty({ description: 'Whether the alert triggered for this day.' })
  readonly hasTriggered!: boolean;
}

export class GoalReportDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-29' })
  readonly date!: LocalDate;

  @ApiProperty(AS_OF_ANSWER)
  readonly asOf!: string | null;

  @ApiProperty({ type: [GoalProgressDto], description: 'Those of a week count its days up to this one.' })
  readonly goals!: readonly GoalProgressDto[];

  @ApiProperty({ type: [AlertProgressDto] })
  readonly alerts!: readonly AlertProgressDto[];

  @ApiProperty({
    type: [NamedScheduleDto],
    description: 'The schedules that these name, without those that were removed. Empty for keys that read time only.',
  })
  readonly schedules!: readonly NamedScheduleDto[];
}
