import type { OpenedAccount } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { ApplicationDto } from '../applications/applications.dto.js';

export class UserSearchDto {
  @ApiPropertyOptional({
    maxLength: 254,
    example: 'example.org',
    description: 'Only accounts whose e-mail address has this part, in any case.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(254)
  readonly email?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Begins behind this account: `next` of the page before.' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

/** An account, as the administrator sees it. It tells nothing of the user's time. */
export class UserDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ description: 'Whether it is known that the e-mail address belongs to the user.' })
  readonly isEmailVerified!: boolean;

  @ApiProperty({ example: 'Europe/Berlin' })
  readonly timeZone!: string;

  @ApiProperty({ enum: ['premium', 'lite'] })
  readonly plan!: OpenedAccount['plan'];

  @ApiProperty({ description: 'Whether the user can sign in with a password.' })
  readonly hasPassword!: boolean;

  @ApiProperty({ type: 'integer', description: 'How many API keys the account has.' })
  readonly keys!: number;
}

export class UserListDto {
  @ApiProperty({ type: [UserDto], description: 'The account that was opened first is the first.' })
  readonly users!: readonly UserDto[];

  @ApiPropertyOptional({ format: 'uuid', description: 'The `after` of the next page. Absent on the last page.' })
  readonly next?: string;
}

export class ApplicationListDto {
  @ApiProperty({ type: [ApplicationDto], description: 'The application that was registered first is the first.' })
  readonly applications!: readonly ApplicationDto[];
}
