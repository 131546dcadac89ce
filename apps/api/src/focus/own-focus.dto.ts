import { type BlockedLevel, MOST_ALLOWED } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength } from 'class-validator';

const LONGEST_NAME = 255;
const BLOCKED_LEVELS = [-2, -1] as const;
/** What sessions keep away. */
export class FocusBlockingDto {
  @ApiProperty({
    ...{ type: [Number], enum: BLOCKED_LEVELS, maxItems: 2, example: [-2] },
    description: 'The levels of productivity to keep away: none, -2, or -2 and -1.',
  })
  @IsArray()
  @ArrayMaxSize(BLOCKED_LEVELS.length)
  @IsIn(BLOCKED_LEVELS, { each: true })
  levels!: readonly BlockedLevel[];

  @ApiProperty({
    ...{ type: [String], maxItems: MOST_ALLOWED, example: ['Slack'] },
    description: 'Names of applications and sites that are never blocked.',
  })
  @IsArray()
  @ArrayMaxSize(MOST_ALLOWED)
  @IsString({ each: true })
  @MaxLength(LONGEST_NAME, { each: true })
  allowed!: readonly string[];
}

/** How often agents kept something away in a session. */
export class EnforcedDto {
  @ApiProperty({ type: 'integer', example: 2, description: 'Windows that were minimised.' })
  readonly minimised!: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'Notifications in the place of that.' })
  readonly notified!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Pages that were blocked.' })
  readonly sites!: number;
}

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

  @ApiProperty({ type: EnforcedDto })
  readonly enforced!: EnforcedDto;
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

  @ApiProperty({ type: EnforcedDto })
  readonly enforced!: EnforcedDto;
}

export class FocusDto {
  @ApiProperty({ type: FocusNowDto, nullable: true, description: 'Null when none runs.' })
  readonly running!: FocusNowDto | null;

  @ApiProperty({ type: [FocusSessionDto], description: 'The newest 100 that are over, the newest first.' })
  readonly sessions!: readonly FocusSessionDto[];

  @ApiProperty({ type: FocusBlockingDto })
  readonly blocking!: FocusBlockingDto;
}
