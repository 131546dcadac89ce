import { ApiProperty } from '@nestjs/swagger';

/** A session that is open. */
export class ListedSessionDto {
  @ApiProperty({ format: 'uuid', description: 'The id by which the session is ended. It gives no access.' })
  readonly id!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Firefox on Linux',
    description: 'The browser and its system. Null for a session that an older version began.',
  })
  readonly browser!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T11:00:00.000Z' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21', description: 'The last day on which it was used, in UTC.' })
  readonly lastUsedOn!: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-21T11:00:00.000Z', description: 'When it ends by itself.' })
  readonly expiresAt!: string;

  @ApiProperty({ description: 'Whether it is the session of this request.' })
  readonly isThis!: boolean;
}

export class SessionListDto {
  @ApiProperty({ type: [ListedSessionDto], description: 'The newest first.' })
  readonly sessions!: readonly ListedSessionDto[];
}
