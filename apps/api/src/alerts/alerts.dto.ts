import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsObject, IsString, ValidateIf, ValidateNested } from 'class-validator';
import type { AlertSubject } from '@app/domain';

// The domain says which names, levels and hours there may be; here only the form is checked.

const KINDS: readonly AlertSubject['kind'][] = [
  ...(['activity', 'category', 'overview', 'level'] as const),
  ...(['all-productive', 'all-distracting', 'total'] as const),
];

const ofKind = (...kinds: AlertSubject['kind'][]) => ValidateIf(({ kind }: AlertSubjectDto) => kinds.includes(kind));

/** Which time counts. The domain keeps the fields of its kind only. */
export class AlertSubjectDto {
  @IsIn(KINDS)
  kind!: AlertSubject['kind'];

  @ofKind('activity', 'overview')
  @IsString()
  name!: string;

  @ofKind('category')
  @IsString()
  overview!: string;

  @ofKind('category')
  @IsString()
  category!: string;

  @ofKind('level')
  @IsInt()
  productivity!: number;
}

export class AlertDto {
  @IsIn(['more-than', 'less-than'])
  comparison!: 'more-than' | 'less-than';

  @IsNumber()
  hours!: number;

  // An array passes for validated when each of its elements is.
  @IsObject()
  @ValidateNested()
  @Type(() => AlertSubjectDto)
  subject!: AlertSubjectDto;

  /** Only time within the hours of this schedule counts. */
  @ValidateIf(({ scheduleId }: AlertDto) => scheduleId !== undefined)
  @IsInt()
  scheduleId?: number;
}
