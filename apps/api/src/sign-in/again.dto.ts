import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { AgainWays } from './again.page.js';

/** How a signed-in user can show again who they are. */
export class AgainWaysDto implements AgainWays {
  @ApiProperty({ description: 'Whether the account has a password.' })
  readonly hasPassword!: boolean;

  @ApiProperty({ description: 'Whether a code of the second step is asked for too.' })
  readonly asksForCode!: boolean;

  @ApiProperty({ description: 'Whether the company’s sign-in does it too, at `/sign-in/company`.' })
  readonly byCompany!: boolean;
}

export class AgainDto {
  @ApiProperty({ maxLength: 1024, format: 'password' })
  @IsString()
  @MaxLength(1024)
  password!: string;

  @ApiPropertyOptional({ maxLength: 40, description: 'The code of the second step, or a recovery code.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  code?: string;
}
