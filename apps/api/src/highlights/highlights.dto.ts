import { DomainError, type HighlightText, type LocalDate, parseLocalDate } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

const LABEL_WORDS = 'The label of the highlight.';

/** The text of a highlight of a day. */
export class HighlightDto {
  /** 1 to 255 characters. */
  @ApiProperty({ minLength: 1, maxLength: 255, example: 'Released 1.0' })
  @IsString()
  description!: string;

  /** `YYYY-MM-DD`. */
  @ApiProperty({ format: 'date', example: '2026-11-20', description: 'The day that the highlight is about.' })
  @IsString()
  date!: string;

  /** The label of the highlight, at most 255 characters. */
  @ApiPropertyOptional({ maxLength: 255, example: 'Git', description: LABEL_WORDS })
  @IsOptional()
  @IsString()
  source?: string;
}

/** A highlight as its owner sees it. */
export class HighlightAnswerDto {
  @ApiProperty({
    type: 'integer',
    example: 12,
    description: 'Unique for the user. It grows, and is never given twice.',
  })
  readonly id!: number;

  @ApiProperty({ example: 'Released 1.0' })
  readonly description!: string;

  @ApiProperty({ format: 'date', example: '2026-11-20' })
  readonly date!: string;

  @ApiPropertyOptional({ example: 'Git', description: LABEL_WORDS })
  readonly source?: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T17:00:00.000Z' })
  readonly createdAt!: string;
}

export class HighlightListDto {
  @ApiProperty({ type: [HighlightAnswerDto], description: 'The newest is the first.' })
  readonly highlights!: readonly HighlightAnswerDto[];
}

/** The days that a list asks for. Without both it has all highlights. */
export class HighlightQueryDto {
  @ApiPropertyOptional({ format: 'date', example: '2026-11-01', description: 'The first day of the highlights.' })
  @IsOptional()
  @IsString()
  begin?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-11-30', description: 'The last day of the highlights.' })
  @IsOptional()
  @IsString()
  end?: string;
}

/** The day in a text. Throws DomainError `invalid_date`. */
export function dayOf(text: string): LocalDate {
  const day = parseLocalDate(text);
  if (!day) throw new DomainError('invalid_date', 'date is YYYY-MM-DD.');
  return day;
}

/** The text in the body. Throws DomainError `invalid_date`. */
export function highlightTextOf({ description, date, source }: HighlightDto): HighlightText {
  return { description, date: dayOf(date), ...(source !== undefined && { source }) };
}
