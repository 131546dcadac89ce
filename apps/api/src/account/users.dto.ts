import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Equals, IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

const PLANS = ['premium', 'lite'] as const;
const PLAN_WORDS = 'What the account may do. A new account is premium by default.';

export class CreateUserDto {
  @ApiProperty({ maxLength: 254, example: 'ada@example.org' })
  @IsString()
  @MaxLength(254)
  email!: string;

  @ApiProperty({
    maxLength: 64,
    example: 'Europe/Berlin',
    description: 'The IANA name of the zone of the account’s days.',
  })
  @IsString()
  @MaxLength(64)
  timeZone!: string;

  @ApiPropertyOptional({ enum: PLANS, description: PLAN_WORDS })
  @IsOptional()
  @IsIn(PLANS)
  plan?: 'premium' | 'lite';

  @ApiPropertyOptional({
    maxLength: 1024,
    format: 'password',
    description: 'To sign in with. Without a password, only keys open the account.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  password?: string;
}

/** What else ends with a password, besides every session. */
export class EndingsDto {
  @ApiPropertyOptional({ description: 'Revokes every API key of the account.' })
  @IsOptional()
  @IsBoolean()
  revokeKeys?: boolean;

  @ApiPropertyOptional({ description: 'Ends every access token that applications have for the account.' })
  @IsOptional()
  @IsBoolean()
  revokeTokens?: boolean;

  @ApiPropertyOptional({ description: 'Removes every passkey of the account.' })
  @IsOptional()
  @IsBoolean()
  removePasskeys?: boolean;
}

export class ChangeUserDto extends EndingsDto {
  @ApiPropertyOptional({ enum: PLANS, description: PLAN_WORDS })
  @IsOptional()
  @IsIn(PLANS)
  plan?: 'premium' | 'lite';

  @ApiPropertyOptional({
    maxLength: 1024,
    format: 'password',
    description: 'A new password signs the user out everywhere.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  password?: string;

  @ApiPropertyOptional({
    enum: [true],
    description: 'The administrator vouches that the e-mail address belongs to the owner of the account.',
  })
  @IsOptional()
  @Equals(true)
  isEmailVerified?: true;

  @ApiPropertyOptional({
    maxLength: 254,
    example: 'ada@example.org',
    description: 'Another e-mail address. The administrator vouches that it belongs to the owner of the account.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(254)
  email?: string;
}

/** An account that was just opened. */
export class CreatedUserDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;
}
