import { type ErasurePhase, type SpokenSlice } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

const PHASES: readonly ErasurePhase[] = [
  ...(['requested', 'erasing', 'awaiting-scavenge', 'deleting-rows'] as const),
  ...(['awaiting-merges', 'completed'] as const),
];

export class ErasureDto implements SpokenSlice {
  @ApiPropertyOptional({
    maxLength: 40,
    example: '2026-11-01',
    description: 'A local date, or a moment in ISO 8601 with a zone. Included. Open when left out.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  from?: string;

  @ApiPropertyOptional({
    maxLength: 40,
    example: '2026-11-07',
    description: 'The same. A date is included, a moment is not.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  to?: string;

  @ApiPropertyOptional({
    maxLength: 255,
    example: 'reddit.com',
    description: 'Only time with this activity, as reports name it.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  activity?: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'Only time in this category or overview.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  category?: string;

  /** Only time that this device recorded. */
  @ApiPropertyOptional({ maxLength: 64, example: 'desk', description: 'Only time that this device recorded: its id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  device?: string;
}

export class RequestedErasureDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
}

/** How far an erasure is. */
export class ErasureAnswerDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: PHASES, description: 'From erasing on, reports do not show the erased time.' })
  readonly state!: ErasurePhase;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  readonly requestedAt!: string;

  @ApiProperty({ type: 'integer', example: 7, description: 'Days to look at.' })
  readonly days!: number;

  @ApiProperty({ type: 'integer', example: 7 })
  readonly daysDone!: number;

  @ApiPropertyOptional({ description: 'Why the event store refused to remove its bytes. The eraser asks again.' })
  readonly reason?: string;
}

export class NewestErasureDto {
  @ApiProperty({ type: ErasureAnswerDto, nullable: true, description: 'Null when nothing was erased yet.' })
  readonly erasure!: ErasureAnswerDto | null;
}
