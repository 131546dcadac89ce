import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A highlight in the documented Highlights Feed API. */
export class DocumentedHighlightDto {
  @ApiProperty({ type: 'integer', example: 12 })
  readonly id!: number;

  @ApiProperty({ example: 'Released 1.0' })
  readonly description!: string;

  @ApiProperty({ format: 'date', example: '2026-11-20' })
  readonly date!: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-11-20T18:00:00.000+01:00',
    description: 'In the zone of the account.',
  })
  readonly created_at!: string;
}

/** The parameters of the documented Highlights Post API. */
export class HighlightPostDto {
  @ApiProperty({
    example: '2026-11-20',
    description: 'YYYY-MM-DD, a Unix time or an ISO date-time: the day in the account’s zone.',
  })
  highlight_date!: string;

  @ApiProperty({ minLength: 1, maxLength: 255, example: 'Released 1.0' })
  description!: string;

  @ApiPropertyOptional({ maxLength: 255, example: 'Git', description: 'The label of the highlight.' })
  source?: string;
}

export class HighlightPostedDto {
  @ApiProperty({ example: 'The highlight has been posted.' })
  readonly message!: string;

  @ApiProperty({ type: 'integer', example: 12 })
  readonly id!: number;
}
