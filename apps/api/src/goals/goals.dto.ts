import type { AlertSubject, Goal } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsObject, ValidateIf, ValidateNested } from 'class-validator';
import { AlertSubjectDto } from '../alerts/alerts.dto.js';

// These classes check the form only. The domain checks names, levels and hours.

export const AIMS = ['at-least', 'at-most'] as const;
export const PERIODS = ['day', 'week'] as const;
const HOURS_WORDS = 'Above 0; 24 at most for a day, 168 for a week.';
const SCHEDULE_WORDS = 'Only time within the hours of this schedule counts.';

export class GoalDto {
  @ApiProperty({ enum: AIMS })
  @IsIn(AIMS)
  aim!: 'at-least' | 'at-most';

  @ApiProperty({ example: 4, description: HOURS_WORDS })
  @IsNumber()
  hours!: number;

  @ApiProperty({ enum: PERIODS })
  @IsIn(PERIODS)
  per!: 'day' | 'week';

  // Validation of an array looks at its elements only, so this asks for an object first.
  @ApiProperty({ type: AlertSubjectDto })
  @IsObject()
  @ValidateNested()
  @Type(() => AlertSubjectDto)
  subject!: AlertSubjectDto;

  /** Only time within the hours of this schedule counts. */
  @ApiPropertyOptional({ type: 'integer', description: SCHEDULE_WORDS })
  @ValidateIf(({ scheduleId }: GoalDto) => scheduleId !== undefined)
  @IsInt()
  scheduleId?: number;
}

/** A goal that a user set. */
export class GoalAnswerDto implements Goal {
  @ApiProperty({ type: 'integer', example: 1, description: 'Unique for the user. It grows, and is never given twice.' })
  readonly id!: number;

  @ApiProperty({ enum: AIMS })
  readonly aim!: 'at-least' | 'at-most';

  @ApiProperty({ example: 4, description: HOURS_WORDS })
  readonly hours!: number;

  @ApiProperty({ enum: PERIODS })
  readonly per!: 'day' | 'week';

  @ApiProperty({ type: AlertSubjectDto })
  readonly subject!: AlertSubject;

  @ApiPropertyOptional({ type: 'integer', description: SCHEDULE_WORDS })
  readonly scheduleId?: number;
}

export class GoalListDto {
  @ApiProperty({ type: [GoalAnswerDto] })
  readonly goals!: readonly GoalAnswerDto[];
}
