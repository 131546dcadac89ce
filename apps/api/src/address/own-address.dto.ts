import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

/** The address of the user, and how it can be changed. */
export class OwnAddressDto {
  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ description: 'Whether it is known that the address belongs to the user.' })
  readonly isVerified!: boolean;

  @ApiProperty({
    description: 'Whether the account has a password. Without one the company decides about the address.',
  })
  readonly hasPassword!: boolean;

  @ApiProperty({ description: 'Whether the server sends mails. Else only its administrator can change the address.' })
  readonly byMail!: boolean;
}

export class OtherAddressDto {
  @ApiProperty({ maxLength: 1024, example: 'ada@example.net' })
  @IsString()
  @MaxLength(1024)
  email!: string;

  @ApiProperty({ maxLength: 1024, format: 'password' })
  @IsString()
  @MaxLength(1024)
  password!: string;
}
