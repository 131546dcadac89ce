import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { OpenedAccount, Plan, Profile } from '@app/domain';
import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';

/** What a user says of themselves. Every field is optional, and none is needed for any service. */
export class ProfileDto implements Profile {
  @ApiPropertyOptional({ example: 'Berlin' })
  readonly city?: string;

  @ApiPropertyOptional()
  readonly state?: string;

  @ApiPropertyOptional()
  readonly country?: string;

  @ApiPropertyOptional()
  readonly gender?: string;

  @ApiPropertyOptional()
  readonly dateOfBirth?: string;

  @ApiPropertyOptional()
  readonly industry?: string;

  @ApiPropertyOptional()
  readonly jobTitle?: string;

  @ApiPropertyOptional()
  readonly companySize?: string;

  @ApiPropertyOptional()
  readonly income?: string;
}

/** What a user changes of their account. What is left out stays. */
export class AccountDto {
  /** IANA name such as Europe/Berlin: the zone of the days that are recorded from now on. */
  @ApiPropertyOptional({
    description: 'The IANA name of a time zone. Days that are recorded from now on are days of this zone.',
    maxLength: 64,
    example: 'Asia/Kathmandu',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timeZone?: string;

  /** Replaces the whole profile: a field that is left out is forgotten. */
  @ApiPropertyOptional({
    type: ProfileDto,
    description: 'Replaces the whole profile: a field that is left out is forgotten.',
  })
  @IsOptional()
  @IsObject()
  profile?: object;
}

/** A user's account, as they see it. */
export class AccountAnswerDto implements Pick<OpenedAccount, 'email' | 'timeZone' | 'plan' | 'profile'> {
  @ApiProperty({ format: 'uuid', description: 'The id of the user.' })
  readonly id!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ example: 'Europe/Berlin', description: 'The IANA name of the zone of the account’s days.' })
  readonly timeZone!: string;

  @ApiProperty({ enum: ['premium', 'lite'] })
  readonly plan!: Plan;

  @ApiProperty({ type: ProfileDto })
  readonly profile!: ProfileDto;
}
