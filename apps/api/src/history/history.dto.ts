import { CHANGE_TYPES, type ChangeType, type LocalDate } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CALLER_KINDS, type NamedCaller } from './named-callers.js';
import { CHANGE_KINDS, type ChangeKind } from './sources.js';

const LONGEST_CURSOR = 300;

export class HistoryQueryDto {
  @ApiPropertyOptional({ maxLength: LONGEST_CURSOR, description: '`next` of the page before. The newest without it.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  after?: string;

  @ApiPropertyOptional({ enum: CHANGE_KINDS, description: 'Only changes of this kind.' })
  @IsOptional()
  @IsIn(CHANGE_KINDS)
  kind?: ChangeKind;
}

export class CallerDto implements NamedCaller {
  @ApiProperty({ enum: CALLER_KINDS })
  readonly kind!: NamedCaller['kind'];

  @ApiPropertyOptional({ description: 'Of the key or the application. Missing when it is gone.', example: 'Zapier' })
  readonly name?: string;
}

export class ChangedCategoryDto {
  @ApiProperty({ example: 'Entertainment' })
  readonly overview!: string;

  @ApiProperty({ example: 'Games' })
  readonly category!: string;
}

export class ChangedOfflineTimeDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-20' })
  readonly date!: LocalDate;

  @ApiPropertyOptional({ format: 'date-time', description: 'Missing when an erasure took the details.' })
  readonly startedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly endedAt?: string;

  @ApiPropertyOptional({ example: 'Meeting', description: 'Missing for time that was taken back.' })
  readonly activity?: string;
}

/** One change. Fields that do not apply are missing. */
export class ChangeDto {
  @ApiProperty({ example: 'taxonomy.12' })
  readonly id!: string;

  @ApiProperty({ format: 'date-time', description: 'When the server recorded it: a moment for `asOf` of reports.' })
  readonly at!: string;

  @ApiProperty({ enum: CHANGE_TYPES })
  readonly type!: ChangeType;

  @ApiProperty({ type: CallerDto, nullable: true, description: 'Null when it is not known.' })
  readonly by!: CallerDto | null;

  @ApiProperty()
  readonly canUndo!: boolean;

  @ApiProperty({ type: 'integer', description: 'How many of these one request made.', example: 1 })
  readonly count!: number;

  @ApiProperty({ type: [String], description: 'The first five names.', example: ['github.com'] })
  readonly activities!: readonly string[];

  @ApiPropertyOptional({ type: ChangedCategoryDto })
  readonly category?: ChangedCategoryDto;

  @ApiPropertyOptional({ type: 'integer', minimum: -2, maximum: 2 })
  readonly productivity?: number;

  @ApiPropertyOptional({ type: 'integer' })
  readonly ruleCount?: number;

  @ApiPropertyOptional({ description: 'The name of a schedule, or the words of an alert, a goal or a highlight.' })
  readonly name?: string;

  @ApiPropertyOptional({ type: String, format: 'date', description: 'The day of a highlight.' })
  readonly date?: LocalDate;

  @ApiPropertyOptional({ type: ChangedOfflineTimeDto })
  readonly offlineTime?: ChangedOfflineTimeDto;

  @ApiPropertyOptional({ type: 'integer', description: 'How many days lost time to an erasure.' })
  readonly erasedDays?: number;

  @ApiPropertyOptional({ enum: ['timeledger', 'rescuetime'] })
  readonly format?: 'timeledger' | 'rescuetime';
}

export class HistoryDto {
  @ApiProperty({ type: [ChangeDto], description: 'The newest first. A page may be short, and even empty.' })
  readonly changes!: readonly ChangeDto[];

  @ApiProperty({ type: String, nullable: true, description: 'For `after`. Null on the last page.' })
  readonly next!: string | null;
}

export class UndoDto {
  @ApiPropertyOptional({ default: false, description: 'Undo it although a later change touched the same.' })
  @IsOptional()
  @IsBoolean()
  despiteLater?: boolean;
}

export class UndoneDto {
  @ApiProperty({ description: 'False when everything was as before the change already.' })
  readonly undone!: boolean;
}
