import { ApiProperty } from '@nestjs/swagger';
import { IsInt } from 'class-validator';

/** How long a focus session shall be. */
export class FocusStartDto {
  @ApiProperty({
    type: 'integer',
    example: 25,
    description: 'Minutes: a multiple of 5 up to 1440, or -1 until the local day ends.',
  })
  @IsInt()
  minutes!: number;
}

/** The focus session that runs now. */
export class FocusNowDto {
  @ApiProperty({ type: 'integer', example: 3 })
  readonly id!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:00:00.000Z' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:30:00.000Z' })
  readonly endsAt!: string;

  @ApiProperty({ type: 'integer', example: 30, description: 'Whole minutes.' })
  readonly durationMinutes!: number;

  @ApiProperty({ example: 1200, description: 'By the clock of the server: that of a page may be wrong.' })
  readonly remainingSeconds!: number;
}

/** A focus session that is over. */
export class FocusSessionDto {
  @ApiProperty({ type: 'integer', example: 1 })
  readonly id!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:20:00.000Z' })
  readonly endedAt!: string;

  @ApiProperty({ type: 'integer', example: 30, description: 'The planned length in whole minutes.' })
  readonly durationMinutes!: number;

  @ApiProperty({ enum: ['stopped', 'elapsed'], description: 'Whether its user ended it, or its time passed.' })
  readonly because!: 'stopped' | 'elapsed';
}

export class FocusDto {
  @ApiProperty({ type: FocusNowDto, nullable: true, description: 'Null when none runs.' })
  readonly running!: FocusNowDto | null;

  @ApiProperty({ type: [FocusSessionDto], description: 'The newest 100 that are over, the newest first.' })
  readonly sessions!: readonly FocusSessionDto[];
}
