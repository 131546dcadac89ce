import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** How the documentation describes the moment of a report. */
export const AS_OF: ApiPropertyOptions = {
  example: '2026-11-20T10:00',
  description:
    'The report as it was at this moment: ISO 8601 with an offset, or local time of the account. Now without it.',
};

/** The moment of a report of the past. */
export class PastDto {
  @ApiProperty({ format: 'date-time', example: '2026-11-20T10:00:00.000+01:00' })
  readonly asOf!: string;

  @ApiProperty({ description: 'How much of the time an import brought. It is there since the import.', example: 0 })
  readonly importedSeconds!: number;
}

/** How the documentation describes the past of an answer. */
export const PAST: ApiPropertyOptions = { type: PastDto, nullable: true, description: 'Null without `asOf`.' };

/** How the documentation describes the moment of an answer that does not tell imported time. */
export const AS_OF_ANSWER: ApiPropertyOptions = {
  ...{ type: String, format: 'date-time', nullable: true, example: '2026-11-20T10:00:00.000+01:00' },
  description: 'The moment of the report. Null without `asOf`.',
};
