import { type Alert, type AlertSubject } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsObject, IsString, ValidateIf, ValidateNested } from 'class-validator';

// These classes check the form only. The domain checks names, levels and hours.

const KINDS: readonly AlertSubject['kind'][] = [
  ...(['activity', 'category', 'overview', 'level'] as const),
  ...(['all-productive', 'all-distracting', 'total'] as const),
];
const COMPARISONS = ['more-than', 'less-than'] as const;
const KIND_WORDS =
  'Which time counts. activity and overview need name, category needs overview and category, ' +
  'level needs productivity. all-productive is levels 1 and 2, all-distracting is levels -1 and -2.';
const HOURS_WORDS = 'Above 0, and 24 at most.';
const SCHEDULE_WORDS = 'Only time within the hours of this schedule counts.';

const ofKind = (...kinds: AlertSubject['kind'][]) => ValidateIf(({ kind }: AlertSubjectDto) => kinds.includes(kind));

/** Which time counts. The domain stores only the fields of the subject's kind. */
export class AlertSubjectDto {
  @ApiProperty({ enum: KINDS, example: 'level', description: KIND_WORDS })
  @IsIn(KINDS)
  kind!: AlertSubject['kind'];

  @ApiPropertyOptional({ type: String, description: 'The activity, or the overview.' })
  @ofKind('activity', 'overview')
  @IsString()
  name!: string;

  @ApiPropertyOptional({ type: String, description: 'The overview that holds the category.' })
  @ofKind('category')
  @IsString()
  overview!: string;

  @ApiPropertyOptional({ type: String })
  @ofKind('category')
  @IsString()
  category!: string;

  @ApiPropertyOptional({ type: 'integer', minimum: -2, maximum: 2, example: 2 })
  @ofKind('level')
  @IsInt()
  productivity!: number;
}

export class AlertDto {
  @ApiProperty({ enum: COMPARISONS })
  @IsIn(COMPARISONS)
  comparison!: 'more-than' | 'less-than';

  @ApiProperty({ example: 4.5, description: HOURS_WORDS })
  @IsNumber()
  hours!: number;

  // Validation of an array looks at its elements only, so this asks for an object first.
  @ApiProperty({ type: AlertSubjectDto })
  @IsObject()
  @ValidateNested()
  @Type(() => AlertSubjectDto)
  subject!: AlertSubjectDto;

  /** Only time within the hours of this schedule counts. */
  @ApiPropertyOptional({ type: 'integer', description: SCHEDULE_WORDS })
  @ValidateIf(({ scheduleId }: AlertDto) => scheduleId !== undefined)
  @IsInt()
  scheduleId?: number;
}

/** An alert that a user defined. */
export class AlertAnswerDto implements Alert {
  @ApiProperty({ type: 'integer', example: 3, description: 'Unique for the user. It grows, and is never given twice.' })
  readonly id!: number;

  @ApiProperty({ example: 'More than 4.5 hours on Very Productive Time', description: 'The alert as a sentence.' })
  readonly description!: string;

  @ApiProperty({ enum: COMPARISONS })
  readonly comparison!: 'more-than' | 'less-than';

  @ApiProperty({ example: 4.5, description: HOURS_WORDS })
  readonly hours!: number;

  @ApiProperty({ type: AlertSubjectDto })
  readonly subject!: AlertSubject;

  @ApiPropertyOptional({ type: 'integer', description: SCHEDULE_WORDS })
  readonly scheduleId?: number;
}

export class AlertListDto {
  @ApiProperty({ type: [AlertAnswerDto] })
  readonly alerts!: readonly AlertAnswerDto[];
}
