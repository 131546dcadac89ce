import { MOST_COUNTED } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsUUID, Max, Min } from 'class-validator';

const COUNT = { type: 'integer', minimum: 0, maximum: MOST_COUNTED } as const;

/** What one run of an agent has kept away in a session since the start of the run. */
export class EnforcementsDto {
  @ApiProperty({ type: 'integer', minimum: 1, example: 1, description: 'The newest session of the account.' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  sessionId!: number;

  @ApiProperty({
    format: 'uuid',
    example: '7c0f5f3e-0f5b-4d0a-9f39-5a3f6b3c9a51',
    description: 'A random id that the agent makes at its start.',
  })
  @IsUUID()
  runId!: string;

  @ApiProperty({ ...COUNT, example: 2, description: 'Windows that were minimised.' })
  @IsInt()
  @Min(0)
  @Max(MOST_COUNTED)
  minimised!: number;

  @ApiProperty({ ...COUNT, example: 1, description: 'Notifications in the place of that.' })
  @IsInt()
  @Min(0)
  @Max(MOST_COUNTED)
  notified!: number;

  @ApiProperty({ ...COUNT, example: 0, description: 'Pages that were blocked.' })
  @IsInt()
  @Min(0)
  @Max(MOST_COUNTED)
  sites!: number;
}
