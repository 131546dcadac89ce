import type { ActivityClass, ClassOrigin, LocalDate } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { AS_OF_ANSWER, PAST, type PastDto } from '../past/past.dto.js';
import { RangeQueryDto } from './range.dto.js';
import { CategorySecondsDto, TimeSumsDto } from './time-sums.dto.js';

const LONGEST_NAME = 255;

/** The activity and the days that a page asks for. */
export class DocumentsQueryDto extends RangeQueryDto {
  @ApiProperty({ example: 'github.com', minLength: 1, maxLength: LONGEST_NAME, description: 'As reports show it.' })
  @IsString()
  @Length(1, LONGEST_NAME)
  activity!: string;
}

export class ActivityClassDto implements ActivityClass {
  @ApiProperty({ example: 'Software Development' })
  readonly overview!: string;

  @ApiProperty({ example: 'General Software Development' })
  readonly category!: string;

  @ApiProperty({ type: 'integer', minimum: -2, maximum: 2 })
  readonly productivity!: ActivityClass['productivity'];
}

export class ActivityEntryDto extends ActivityClassDto {
  @ApiProperty({ example: 'github.com' })
  readonly activity!: string;

  @ApiProperty({ example: 1815.5 })
  readonly seconds!: number;

  @ApiProperty({
    enum: ['activity', 'rule', 'shipped'],
    description: 'What decides the category: the user for the activity, a rule for documents, or the catalogue.',
  })
  readonly categoryFrom!: ClassOrigin['category'];

  @ApiProperty({
    enum: ['activity', 'category', 'rule', 'shipped'],
    description: 'What decides the level: the user for the activity or for its category, a rule, or the catalogue.',
  })
  readonly levelFrom!: ClassOrigin['level'];

  @ApiProperty({
    type: ActivityClassDto,
    nullable: true,
    description: 'The class without any setting of the user. Null when it is the present one.',
  })
  readonly shipped!: ActivityClassDto | null;
}

export class ActivitiesReportDto extends TimeSumsDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-01' })
  readonly begin!: LocalDate;

  @ApiProperty({ type: String, format: 'date', example: '2026-11-30' })
  readonly end!: LocalDate;

  @ApiProperty(PAST)
  readonly past!: PastDto | null;

  @ApiProperty({
    type: [ActivityEntryDto],
    description:
      'The 50,000 with most time. An activity whose documents have several classes by rules is there once for each.',
  })
  readonly activities!: readonly ActivityEntryDto[];

  @ApiProperty({ type: 'integer', description: 'How many there are in all.' })
  readonly activityCount!: number;
}

export class DocumentTimeDto extends CategorySecondsDto {
  @ApiProperty({ example: 'Pull requests', description: 'The title, else the path, else `No Details`.' })
  readonly document!: string;
}

export class DocumentsReportDto {
  @ApiProperty({ example: 'github.com' })
  readonly activity!: string;

  @ApiProperty({ type: String, format: 'date', example: '2026-11-01' })
  readonly begin!: LocalDate;

  @ApiProperty({ type: String, format: 'date', example: '2026-11-30' })
  readonly end!: LocalDate;

  @ApiProperty(AS_OF_ANSWER)
  readonly asOf!: string | null;

  @ApiProperty({ example: 2220.5, description: 'The time of all documents.' })
  readonly seconds!: number;

  @ApiProperty({ type: [DocumentTimeDto], description: 'The 500 with most time.' })
  readonly documents!: readonly DocumentTimeDto[];

  @ApiProperty({ type: 'integer', description: 'How many there are in all.' })
  readonly documentCount!: number;
}
