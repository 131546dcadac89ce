import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { LIVE_KINDS, type LiveKind } from './live-kinds.js';

/** Where a listener goes on. */
export class LiveQueryDto {
  @ApiPropertyOptional({
    type: String,
    maxLength: 40,
    example: '5f3c9a10-4711',
    description: 'The `id` that was told last. The header `Last-Event-ID` goes before it. From now on when left out.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  since?: string;
}

/** What changed for the user since an id. */
export class LiveDto {
  @ApiProperty({ example: '5f3c9a10-4712', description: 'Send it as `since` in the next question.' })
  readonly id!: string;

  @ApiProperty({ description: 'Anything may have changed: ask for everything again. The lists are empty then.' })
  readonly all!: boolean;

  @ApiProperty({ enum: LIVE_KINDS, isArray: true, example: ['activities'], description: 'What changed.' })
  readonly kinds!: readonly LiveKind[];

  @ApiProperty({
    type: [String],
    example: ['2026-11-29'],
    description: 'The local days whose time changed. Reports show the change already.',
  })
  readonly days!: readonly string[];

  @ApiProperty({ format: 'date', example: '2026-11-29', description: 'The present day in the zone of the account.' })
  readonly today!: string;

  @ApiProperty({ example: 'Europe/Berlin' })
  readonly timeZone!: string;
}
