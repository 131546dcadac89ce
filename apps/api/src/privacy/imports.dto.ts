import { IsArray, IsIn, IsInt, IsObject, IsString, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { ImportedLine } from './import-events.js';

export class ImportedLineDto implements ImportedLine {
  @IsInt()
  @Min(1)
  line!: number;

  @IsString()
  @MaxLength(64)
  first!: string;

  @IsString()
  @MaxLength(200)
  stream!: string;

  @IsString()
  @MaxLength(64)
  id!: string;

  @IsString()
  @MaxLength(100)
  type!: string;

  /** The domain's readers say what it may be. */
  @IsObject()
  data!: unknown;
}

export class ImportDto {
  /** `timeledger`: lines of an export; `rescuetime`: rows of a table of hours or five minutes. */
  @IsIn(['timeledger', 'rescuetime'])
  format!: 'timeledger' | 'rescuetime';

  @ValidateIf(({ format }: ImportDto) => format === 'timeledger')
  @IsArray()
  @ValidateNested()
  @Type(() => ImportedLineDto)
  lines!: ImportedLineDto[];

  /** Each `{line, date, seconds, activity, document?}`: checked one by one. */
  @ValidateIf(({ format }: ImportDto) => format === 'rescuetime')
  @IsArray()
  @IsObject({ each: true })
  rows!: Record<string, unknown>[];

  @ValidateIf(({ format }: ImportDto) => format === 'rescuetime')
  @IsIn([300, 3600])
  bucketSeconds!: 300 | 3600;
}
