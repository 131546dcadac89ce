import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { OpenedAccount, Plan, Profile } from '@app/domain';
import { EndingsDto } from './users.dto.js';
import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';

/** The personal details of a user. Every field is optional, and no service needs any of them. */
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

/** A change of the user's account. A field that is left out stays as it is. */
export class AccountDto {
  @ApiPropertyOptional({
    description: 'The IANA name of a time zone: the zone of the days that are recorded from now on.',
    maxLength: 64,
    example: 'Asia/Kathmandu',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timeZone?: string;

  @ApiPropertyOptional({
    type: ProfileDto,
    description: 'Replaces the whole profile: a field that is left out is forgotten.',
  })
  @IsOptional()
  @IsObject()
  profile?: object;
}

/** A new password. */
export class NewPasswordDto extends EndingsDto {
  @ApiPropertyOptional({
    maxLength: 1024,
    format: 'password',
    description: 'The password before. A full key and a session with a fresh sign-in do not need it.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  current?: string;

  @ApiProperty({ maxLength: 1024, format: 'password', description: 'It ends every session.' })
  @IsString()
  @MaxLength(1024)
  password!: string;
}

/** A user's account, as the user sees it. */
export class AccountAnswerDto implements Pick<OpenedAccount, 'email' | 'timeZone' | 'plan' | 'profile'> {
  @ApiProperty({ format: 'uuid', description: 'The id of the user.' })
  readonly id!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ description: 'Whether it is known that the e-mail address belongs to the user.' })
  readonly isEmailVerified!: boolean;

  @ApiProperty({ example: 'Europe/Berlin', description: 'The IANA name of the zone of the account’s days.' })
  readonly timeZone!: string;

  @ApiProperty({ enum: ['premium', 'lite'] })
  readonly plan!: Plan;

  @ApiProperty({ type: ProfileDto })
  readonly profile!: ProfileDto;
}
