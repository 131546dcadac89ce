import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The focus session that runs now. */
export class RunningFocusDto {
  @ApiProperty({ enum: ['running'] })
  readonly state!: 'running';

  @ApiProperty({ type: 'integer', example: 1 })
  readonly sessionId!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:30:00.000Z' })
  readonly endsAt!: string;

  @ApiProperty({ example: 30 })
  readonly durationMinutes!: number;

  @ApiProperty({ example: 1200, description: 'By the clock of the server: that of an agent may be wrong.' })
  readonly remainingSeconds!: number;

  @ApiProperty({
    type: [Number],
    example: [-2],
    description: 'The levels of productivity to keep away: none, -2, or -2 and -1.',
  })
  readonly blockedLevels!: readonly number[];

  @ApiProperty({ type: [String], example: ['Slack'], description: 'Names that are never blocked.' })
  readonly allowed!: readonly string[];
}

/** An alert that triggered. */
export class AgentAlertDto {
  @ApiProperty({ type: 'integer', example: 7, description: 'It grows. Show each alert once.' })
  readonly id!: number;

  @ApiProperty({ example: 'You spent 4.5 hours on Very Productive Time.' })
  readonly text!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:30:00.000Z' })
  readonly at!: string;
}

/** Erased time. An agent drops the records that it holds of it. */
export class AgentErasureDto {
  @ApiProperty({ format: 'uuid', example: '7c0f5f3e-0f5b-4d0a-9f39-5a3f6b3c9a51' })
  readonly id!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  readonly from!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:00:00.000Z', description: 'Not included.' })
  readonly to!: string;

  @ApiPropertyOptional({
    example: 'Firefox',
    description: 'Only this activity. Its name is told for at most 24 hours: no file keeps it.',
  })
  readonly activity?: string;

  @ApiPropertyOptional({ example: 'desk', description: 'Only the time of this device.' })
  readonly device?: string;
}

/** What an agent should do. */
export class AgentCommandsDto {
  @ApiProperty({ type: RunningFocusDto, nullable: true, description: 'Null when no focus session runs.' })
  readonly focus!: RunningFocusDto | null;

  @ApiProperty({ type: [AgentAlertDto], description: 'At most ten of the last hour, the oldest first.' })
  readonly alerts!: readonly AgentAlertDto[];

  @ApiProperty({ type: [AgentErasureDto], description: 'Of the last 90 days.' })
  readonly erasures!: readonly AgentErasureDto[];

  @ApiProperty({ type: 'integer', example: 60, description: 'Seconds until the agent should ask again.' })
  readonly nextPollSeconds!: number;

  @ApiProperty({ type: 'integer', example: 180, description: 'Seconds between two batches of activities.' })
  readonly syncSeconds!: number;
}
