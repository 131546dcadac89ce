import type { Schedule, ScheduleDefinition, ScheduleRange } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsString, ValidateNested } from 'class-validator';

// These classes check the form only. The domain checks names, weekdays and times.

const RANGES_WORDS = '1 to 20 ranges. Time in two ranges counts once.';

export class ScheduleRangeDto implements ScheduleRange {
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 7 },
    example: [1, 2, 3, 4, 5],
    description: 'On which days the range begins: 1 is Monday, 7 is Sunday.',
  })
  @IsArray()
  @IsInt({ each: true })
  weekdays!: number[];

  /** `HH:MM`, local. */
  @ApiProperty({ example: '09:00', description: 'Local time, in whole five minutes. Included.' })
  @IsString()
  from!: string;

  @ApiProperty({
    example: '17:00',
    description: 'Local time, 24:00 at most. Not included. A time before from is on the day after.',
  })
  @IsString()
  to!: string;
}

export class ScheduleDto implements ScheduleDefinition {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Work' })
  @IsString()
  name!: string;

  // Validation of a nested array looks at its elements only, so this asks for objects first.
  @ApiProperty({ type: [ScheduleRangeDto], description: RANGES_WORDS })
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ScheduleRangeDto)
  ranges!: ScheduleRangeDto[];
}

/** A schedule that a user made. */
export class ScheduleAnswerDto implements Schedule {
  @ApiProperty({ type: 'integer', example: 1, description: 'Unique for the user. It grows, and is never given twice.' })
  readonly id!: number;

  @ApiProperty({ example: 'Work' })
  readonly name!: string;

  @ApiProperty({ type: [ScheduleRangeDto], description: RANGES_WORDS })
  readonly ranges!: readonly ScheduleRange[];
}

export class ScheduleListDto {
  @ApiProperty({ type: [ScheduleAnswerDto] })
  readonly schedules!: readonly ScheduleAnswerDto[];
}
