import { type SpokenSlice } from '@app/domain';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class ErasureDto implements SpokenSlice {
  /** `YYYY-MM-DD` (all of that local day) or ISO 8601 with a zone; inclusive. Open when left out. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  from?: string;

  /** The same; a date is inclusive, a moment is not. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  to?: string;

  /** Only time with this activity, as reports name it. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  activity?: string;

  /** Only time in this category or overview. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  category?: string;
}
