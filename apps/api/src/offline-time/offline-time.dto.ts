import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** The parameters of the documented Offline Time POST API. */
export class OfflineTimePostDto {
  @ApiProperty({
    example: '2026-11-20 09:00:00',
    description: 'YYYY-MM-DD HH:MM:SS in the account’s zone, ISO 8601 with an offset, or a Unix time.',
  })
  start_time!: string;

  @ApiPropertyOptional({
    example: '2026-11-20 10:00:00',
    description: 'The same. A number up to 9999 is minutes. Either end_time or duration is needed.',
  })
  end_time?: string;

  @ApiPropertyOptional({ type: 'integer', example: 60, description: 'Minutes, 240 at most.' })
  duration?: number;

  @ApiProperty({ minLength: 1, maxLength: 255, example: 'Meeting' })
  activity_name!: string;

  @ApiPropertyOptional({ maxLength: 255, example: 'Planning' })
  activity_details?: string;
}

export class OfflineTimePostedDto {
  @ApiProperty({ example: 'The offline time has been posted.' })
  readonly message!: string;
}

/** Offline time as our own pages enter it. */
export class OfflineTimeDto {
  @ApiProperty({ example: '2026-11-20T09:00', description: 'Local time of the account, or with an offset.' })
  @IsString()
  startedAt!: string;

  @ApiProperty({ example: '2026-11-20T10:00', description: 'The same. Up to four hours later.' })
  @IsString()
  endedAt!: string;

  @ApiProperty({ minLength: 1, maxLength: 255, example: 'Meeting' })
  @IsString()
  activity!: string;

  @ApiPropertyOptional({ maxLength: 255, example: 'Planning' })
  @IsOptional()
  @IsString()
  details?: string;
}
