import { ApiProperty } from '@nestjs/swagger';

const POSITION_WORDS = 'A place in the log: 64 bits, so it is a text.';

export class LogStatusDto {
  @ApiProperty({ enum: ['embedded', 'remote'] })
  readonly kind!: 'embedded' | 'remote';

  @ApiProperty({ example: '4711', description: POSITION_WORDS })
  readonly position!: string;
}

export class ProjectorStatusDto {
  @ApiProperty({ description: 'Whether reports show all that was acknowledged before this request.' })
  readonly caughtUp!: boolean;

  @ApiProperty({ example: 0 })
  readonly lagSeconds!: number;

  @ApiProperty({ example: '4711', description: POSITION_WORDS })
  readonly position!: string;

  @ApiProperty({
    description: 'Whether the log was replaced by an older copy. Reports are then wrong until they are filled again.',
  })
  readonly otherHistory!: boolean;

  @ApiProperty({ type: 'integer', example: 0, description: 'Events that the projector could not read.' })
  readonly parked!: number;
}

/** How far the reports are behind the log. */
export class StatusDto {
  @ApiProperty({ example: '0.1.0' })
  readonly version!: string;

  @ApiProperty({ type: LogStatusDto })
  readonly log!: LogStatusDto;

  @ApiProperty({ type: ProjectorStatusDto })
  readonly projector!: ProjectorStatusDto;
}

export class HealthDto {
  @ApiProperty({ enum: ['ok'] })
  readonly status!: 'ok';
}

/** The envelope of the oldest clients: code 0 with a word means success. */
export class GoodDto {
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'integer' }, { type: 'string' }] },
    example: [0, 'RT:ok'],
  })
  readonly c!: readonly [number, string];

  @ApiProperty({ type: 'object', additionalProperties: true, example: {} })
  readonly d!: object;
}
