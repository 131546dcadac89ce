import { DomainError, type HighlightText, parseLocalDate } from '@app/domain';
import { IsOptional, IsString } from 'class-validator';

/** What a user says of a day. */
export class HighlightDto {
  /** 1 to 255 characters. */
  @IsString()
  description!: string;

  /** `YYYY-MM-DD`. */
  @IsString()
  date!: string;

  /** The label that it stands under, at most 255 characters. */
  @IsOptional()
  @IsString()
  source?: string;
}

/** The text that the body holds. Throws DomainError `invalid_date`. */
export function highlightTextOf({ description, date, source }: HighlightDto): HighlightText {
  const day = parseLocalDate(date);
  if (!day) throw new DomainError('invalid_date', 'date is YYYY-MM-DD.');
  return { description, date: day, ...(source !== undefined && { source }) };
}
