import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

/** A key that was just made. */
export class CreatedKeyDto {
  @ApiProperty({ format: 'uuid', description: 'The id by which the key is revoked. It gives no access.' })
  readonly id!: string;

  @ApiProperty({ example: 'laptop' })
  readonly name!: string;

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
}
