import type { LocalDate } from '@app/domain';
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

/** The days that a list asks for: the first and the last. */
export class OfflineTimeQueryDto {
  @ApiProperty({ format: 'date', example: '2026-11-01', description: 'The first local day.' })
  @IsString()
  begin!: string;

  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'The last local day. 31 days at most.' })
  @IsString()
  end!: string;
}

/** Offline time within one local day and one offset of the zone. */
export class OfflineTimePieceDto {
  @ApiProperty({ example: '20261120-1795161600000', description: 'Made of its day and its start.' })
  readonly id!: string;

  @ApiProperty({ type: String, format: 'date', example: '2026-11-20' })
  readonly date!: LocalDate;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T09:00:00.000+01:00' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T10:00:00.000+01:00' })
  readonly endedAt!: string;

  @ApiProperty({ example: 'Meeting' })
  readonly activity!: string;

  @ApiPropertyOptional({ example: 'Planning' })
  readonly details?: string;
}

export class OfflineTimeListDto {
  @ApiProperty({
    type: [OfflineTimePieceDto],
    description: 'The newest first. Time over midnight is there once for each day.',
  })
  readonly pieces!: readonly OfflineTimePieceDto[];
}
