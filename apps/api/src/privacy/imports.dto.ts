import type { BucketSeconds, ImportedLine } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsIn, ValidateIf } from 'class-validator';
import { TakenAsIs } from '../http/bodies/taken-as-is.js';
import type { Imported, Rejected } from './import/imported.js';

const FORMATS = ['timeledger', 'rescuetime'] as const;

/** A line of an export. The import checks each one by itself. */
export class ImportedLineDto implements ImportedLine {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The place of the line in the file, from 1.' })
  line!: number;

  @ApiProperty({ maxLength: 64, description: 'The id of the first line of this stream in the file.' })
  first!: string;

  @ApiProperty({ maxLength: 200 })
  stream!: string;

  @ApiProperty({ maxLength: 64 })
  id!: string;

  @ApiProperty({ maxLength: 100, example: 'ActivityRecorded' })
  type!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
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

  @ApiPropertyOptional({ type: [ImportedLineDto], description: 'For timeledger. Checked one by one.' })
  @ValidateIf(({ format }: ImportDto) => format === 'timeledger')
  @IsArray()
  @TakenAsIs()
  lines!: readonly unknown[];

  @ApiPropertyOptional({ type: [ImportedRowDto], description: 'For rescuetime. Checked one by one.' })
  @ValidateIf(({ format }: ImportDto) => format === 'rescuetime')
  @IsArray()
  @TakenAsIs()
  rows!: readonly unknown[];

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
