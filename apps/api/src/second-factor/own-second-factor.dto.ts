import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

/** Whether the user signs in with a code too. */
export class SecondFactorDto {
  @ApiProperty()
  readonly isOn!: boolean;

  @ApiProperty({ minimum: 0, example: 10, description: 'Recovery codes that were not used. 0 while it is off.' })
  readonly recoveryCodesLeft!: number;

  @ApiProperty({ description: 'Whether the account has a password. Without one it cannot be turned on.' })
  readonly hasPassword!: boolean;
}

export class OfferSecretDto {
  @ApiProperty({ maxLength: 1024, format: 'password' })
  @IsString()
  @MaxLength(1024)
  password!: string;
}

/** A new secret. It counts when the user confirms it with a code. */
export class OfferedSecretDto {
  @ApiProperty({ example: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', description: 'For the authenticator app, in Base32.' })
  readonly secret!: string;

  @ApiProperty({ example: 'otpauth://totp/…', description: 'The same as the app reads it from a QR code.' })
  readonly uri!: string;

  @ApiProperty({ description: 'Goes back with the code: it works for half an hour, in this session.' })
  readonly offer!: string;
}

export class ConfirmedSecretDto {
  @ApiProperty({ maxLength: 200, description: 'As the server offered it.' })
  @IsString()
  @MaxLength(200)
  offer!: string;

  @ApiProperty({ maxLength: 40, example: '123456', description: 'A code of the app.' })
  @IsString()
  @MaxLength(40)
  code!: string;
}

export class OwnCodeDto {
  @ApiProperty({ maxLength: 40, example: '123456', description: 'A code of the app, or a recovery code.' })
  @IsString()
  @MaxLength(40)
  code!: string;
}

export class SecondFactorOffDto extends OwnCodeDto {
  @ApiProperty({ maxLength: 1024, format: 'password' })
  @IsString()
  @MaxLength(1024)
  password!: string;
}

export class RecoveryCodesDto {
  @ApiProperty({
    type: [String],
    example: ['k3vq-0d8t-mz2x-7fpa'],
    description: 'Each signs in once, in place of a code of the app. No other answer has them.',
  })
  readonly recoveryCodes!: readonly string[];
}
