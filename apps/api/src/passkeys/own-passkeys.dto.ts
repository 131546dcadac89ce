import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { LONGEST_ANSWER } from './passkey-answer.js';

export class ListedPasskeyDto {
  @ApiProperty({ format: 'uuid', description: 'The id by which it is named and removed. It gives no access.' })
  readonly id!: string;

  @ApiProperty({ example: 'Chrome on Linux' })
  readonly name!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T11:00:00.000Z' })
  readonly addedAt!: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    example: '2026-11-21',
    description: 'The last day on which it signed in, in UTC. Null when it never did.',
  })
  readonly lastUsedOn!: string | null;

  @ApiProperty({ description: 'Whether it signs in no more: another device may have a copy.' })
  readonly isBlocked!: boolean;
}

export class PasskeyListDto {
  @ApiProperty({ type: [ListedPasskeyDto], description: 'The oldest first.' })
  readonly passkeys!: readonly ListedPasskeyDto[];

  @ApiProperty({
    enum: ['here', 'elsewhere', 'nowhere'],
    description: 'Where passkeys of this server work: at the address of this request, at another one, or at none.',
  })
  readonly work!: 'here' | 'elsewhere' | 'nowhere';

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'http://localhost:3000',
    description: 'The other address. Null unless they work elsewhere.',
  })
  readonly address!: string | null;

  @ApiProperty({ example: 'Chrome on Linux', description: 'A name for a passkey of this browser.' })
  readonly suggestedName!: string;
}

export class PasskeyOptionsDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      '`PublicKeyCredentialCreationOptionsJSON` of WebAuthn Level 3, for `navigator.credentials.create`. They count for five minutes, in this browser.',
  })
  readonly options!: object;
}

export class PasskeyNameDto {
  @ApiProperty({ maxLength: 1024, example: 'Chrome on Linux', description: '1 to 100 characters.' })
  @IsString()
  @MaxLength(1024)
  name!: string;
}

export class NewPasskeyDto extends PasskeyNameDto {
  @ApiProperty({
    maxLength: LONGEST_ANSWER,
    description: 'What `navigator.credentials.create` gave, as JSON: `JSON.stringify(credential)`.',
  })
  @IsString()
  @MaxLength(LONGEST_ANSWER)
  answer!: string;
}
