import type { ScheduleDefinition, ScheduleRange } from '@app/domain';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsString, ValidateNested } from 'class-validator';

// The domain says which names, weekdays and times there may be; here only the form is checked.

export class ScheduleRangeDto implements ScheduleRange {
  /** On which days it begins: 1 is Monday, 7 is Sunday. */
  @IsArray()
  @IsInt({ each: true })
  weekdays!: number[];

  /** `HH:MM`, local. */
  @IsString()
  from!: string;

  /** `HH:MM`, local; before `from`: on the day after. */
  @IsString()
  to!: string;
}

export class ScheduleDto implements ScheduleDefinition {
  @IsString()
  name!: string;

  // A nested array passes for validated when each of its elements is.
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ScheduleRangeDto)
  ranges!: ScheduleRangeDto[];
}
