import type { BucketSeconds } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsObject, IsString, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import type { Imported, ImportedLine, Rejected } from './import/import-events.js';

const FORMATS = ['timeledger', 'rescuetime'] as const;

export class ImportedLineDto implements ImportedLine {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The place of the line in the file, from 1.' })
  @IsInt()
  @Min(1)
  line!: number;

  @ApiProperty({ maxLength: 64, description: 'The id of the first line of this stream in the file.' })
  @IsString()
  @MaxLength(64)
  first!: string;

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @MaxLength(200)
  stream!: string;

  @ApiProperty({ maxLength: 64 })
  @IsString()
  @MaxLength(64)
  id!: string;

  @ApiProperty({ maxLength: 100, example: 'ActivityRecorded' })
  @IsString()
  @MaxLength(100)
  type!: string;

  /** The domain's readers check its form. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  data!: unknown;
}

/** A row of a table of hours or five minutes. The import checks each one by itself. */
export class ImportedRowDto {
  @ApiProperty({ type: 'integer', minimum: 1, example: 2 })
  line!: number;

  @ApiProperty({ example: '2020-01-01T09:00:00', description: 'Local to the account.' })
  date!: string;

  @ApiProperty({ example: 300 })
  seconds!: number;

  @ApiProperty({ example: 'github.com' })
  activity!: string;

  @ApiPropertyOptional()
  document?: string;
}

export class ImportDto {
  @ApiProperty({
    enum: FORMATS,
    example: 'rescuetime',
    description: 'timeledger: lines of an export. rescuetime: rows of a table of hours or five minutes.',
  })
  @IsIn(FORMATS)
  format!: 'timeledger' | 'rescuetime';

  @ApiPropertyOptional({ type: [ImportedLineDto], description: 'For timeledger.' })
  @ValidateIf(({ format }: ImportDto) => format === 'timeledger')
  @IsArray()
  @ValidateNested()
  @Type(() => ImportedLineDto)
  lines!: ImportedLineDto[];

  @ApiPropertyOptional({ type: [ImportedRowDto], description: 'For rescuetime. Checked one by one.' })
  @ValidateIf(({ format }: ImportDto) => format === 'rescuetime')
  @IsArray()
  @IsObject({ each: true })
  rows!: Record<string, unknown>[];

  @ApiPropertyOptional({
    type: 'integer',
    enum: [300, 3600, 86400],
    description: 'For rescuetime: the length of a row. 86400 is a local day, and lays its rows from midnight on.',
  })
  @ValidateIf(({ format }: ImportDto) => format === 'rescuetime')
  @IsIn([300, 3600, 86400])
  bucketSeconds!: BucketSeconds;
}

/** A line that was not imported, with the reason. */
export class RejectedLineDto implements Rejected {
  @ApiProperty({ type: 'integer', nullable: true, example: 2 })
  readonly line!: number;

  @ApiProperty({ example: 'invalid_date', description: 'A stable name for programs.' })
  readonly code!: string;

  @ApiProperty({ description: 'A sentence for people.' })
  readonly message!: string;
}

export class ImportedSecondsDto {
  @ApiProperty({ type: 'integer', example: 300 })
  readonly given!: number;

  @ApiProperty({ type: 'integer', example: 300 })
  readonly stored!: number;
}

/** The result of a batch. */
export class ImportedDto implements Imported {
  @ApiProperty({ type: 'integer', example: 1 })
  readonly imported!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Rows that had some of their time before, and more now.' })
  readonly grown!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'How many lines were there before.' })
  readonly duplicates!: number;

  @ApiProperty({ type: [RejectedLineDto], example: [] })
  readonly rejected!: readonly RejectedLineDto[];

  @ApiPropertyOptional({
    type: ImportedSecondsDto,
    description: 'For rescuetime: the seconds of the readable rows, and those that the account has for them now.',
  })
  readonly seconds?: ImportedSecondsDto;
}
