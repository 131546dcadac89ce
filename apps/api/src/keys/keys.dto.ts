import { DEFAULT_KEY_KIND, KEY_KINDS, type KeyKind } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** What the answers call the kind of a key. `unlimited`: from before there were kinds. */
export const SHOWN_KINDS = [...KEY_KINDS, 'unlimited'] as const;

export type ShownKind = (typeof SHOWN_KINDS)[number];

const KIND_WORDS =
  '`read` reads reports and feeds, and may be published. `read_post` may also post what the documented API takes. ' +
  '`agent` does what a workstation agent needs. `full` does all that its owner may do, and is taken from the ' +
  '`Authorization` header only.';
const EXPIRY = { type: String, format: 'date-time', example: '2027-01-31T00:00:00.000Z' } as const;

/** A key that was just made. */
export class CreatedKeyDto {
  @ApiProperty({ format: 'uuid', description: 'The id by which the key is revoked. It gives no access.' })
  readonly id!: string;

  @ApiProperty({ example: 'laptop' })
  readonly name!: string;

  @ApiProperty({ enum: KEY_KINDS, description: KIND_WORDS })
  readonly kind!: KeyKind;

  @ApiProperty({ ...EXPIRY, nullable: true, description: 'When the key stops working. Null when it does not expire.' })
  readonly expiresAt!: string | null;

  @ApiProperty({
    description: 'The key itself. No later answer shows it again.',
    example: 'a-secret-that-is-shown-once',
  })
  readonly key!: string;
}

/** A key, without its secret. */
export class ListedKeyDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'laptop' })
  readonly name!: string;

  @ApiProperty({
    enum: SHOWN_KINDS,
    description: `${KIND_WORDS} \`unlimited\`: from before keys had kinds; it does all that its owner may do.`,
  })
  readonly kind!: ShownKind;

  @ApiProperty({
    ...EXPIRY,
    nullable: true,
    description: 'When the key stops working, or stopped. Null when it does not expire.',
  })
  readonly expiresAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    example: '2026-11-21',
    description: 'The last day on which a request showed the key, in UTC. Null when none did.',
  })
  readonly lastUsedOn!: string | null;
}

export class KeyListDto {
  @ApiProperty({ type: [ListedKeyDto] })
  readonly keys!: readonly ListedKeyDto[];
}

export class CreateKeyDto {
  @ApiProperty({ maxLength: 100, example: 'laptop', description: 'The name by which the owner knows the key.' })
  @IsString()
  @MaxLength(100)
  name!: string;

  @ApiPropertyOptional({
    enum: KEY_KINDS,
    default: DEFAULT_KEY_KIND,
    description: `${KIND_WORDS} The owner makes a full key only when signed in.`,
  })
  @IsOptional()
  @IsIn(KEY_KINDS)
  kind?: KeyKind;

  @ApiPropertyOptional({
    ...EXPIRY,
    description:
      'When the key stops working by itself: within ten years. Without it, the key works until it is revoked.',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/(?:Z|[+-]\d\d:?\d\d)$/i, { message: 'expiresAt must end with Z or an offset' })
  expiresAt?: string;
}
