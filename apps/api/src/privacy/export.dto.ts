import { ApiProperty, ApiPropertyOptional, type ApiResponseOptions, getSchemaPath } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

const FORMATS = ['jsonl', 'csv'] as const;

export class ExportDto {
  @ApiPropertyOptional({
    enum: FORMATS,
    default: 'jsonl',
    description: 'jsonl: every event, one JSON object a line. csv: the time in buckets of five minutes.',
  })
  @IsOptional()
  @IsIn(FORMATS)
  format?: (typeof FORMATS)[number];
}

/** One line of an export: an event of the user. */
export class ExportedEventDto {
  @ApiProperty({ example: 'activity-7b1f3f0e-43b4-4a55-9c55-1d5b7a0b6a11.20261121' })
  readonly stream!: string;

  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'ActivityRecorded' })
  readonly type!: string;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'What the event holds, without secrets. Null for an event of a newer version.',
  })
  readonly data!: unknown;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T09:05:00.000Z' })
  readonly recordedAt!: string;
}

/** The answer of an export, in either form. */
export const EXPORT_ANSWER: ApiResponseOptions = {
  description: 'A stream. Each line of application/jsonl is a JSON object of this schema.',
  content: {
    'application/jsonl': { schema: { $ref: getSchemaPath(ExportedEventDto) } },
    'text/csv': {
      schema: { type: 'string' },
      example:
        'date,time,source,activity,document,category,productivity,seconds\n' +
        '2026-11-21,09:00,computers,github.com,acme/app,General Software Development,2,180\n',
    },
  },
};
