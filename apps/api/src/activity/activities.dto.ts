import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsIn, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';

export class DeviceDto {
  /** Stable over restarts: time of one device never counts twice. */
  @IsString()
  @Length(1, 64)
  id!: string;

  @IsString()
  @MaxLength(255)
  machine!: string;

  @IsString()
  @MaxLength(255)
  osUser!: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  platform?: string;
}

export class ActivitiesDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => DeviceDto)
  device!: DeviceDto;

  @IsIn(['computers', 'mobile'])
  source!: 'computers' | 'mobile';

  /** Checked one by one: a bad one is rejected with a code, the others are recorded. */
  @IsArray()
  activities!: unknown[];
}
