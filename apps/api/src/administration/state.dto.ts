import { ApiProperty } from '@nestjs/swagger';

const POSITION_WORDS = 'A place in the log: 64 bits, so it is a text.';
const STATES = ['filling', 'swapping', 'done', 'cut_off'] as const;
const STATE_WORDS =
  '`filling`: it fills tables beside those in use. `swapping`: they take their place. `done`: it is over. `cut_off`: it ' +
  'ended too early, and the next rebuild goes on there.';

/** How far one projection is. */
export class ProjectionStateDto {
  @ApiProperty({ example: 'activity' })
  readonly name!: string;

  @ApiProperty()
  readonly caughtUp!: boolean;

  @ApiProperty({ example: '4711', description: POSITION_WORDS })
  readonly position!: string;
}

/** An event that no projection could read. */
export class ParkedEventDto {
  @ApiProperty({ example: 'activity-6f9619ff-8b86-4d01-b42d-00cf4fc964ff.20261121' })
  readonly stream!: string;

  @ApiProperty({ example: '4', description: 'Its place in the stream, from 0.' })
  readonly revision!: string;

  @ApiProperty({ example: 'ActivityRecorded' })
  readonly type!: string;

  @ApiProperty({ example: 'The field spans holds what no version of Timeledger writes.' })
  readonly reason!: string;

  @ApiProperty({ format: 'date-time' })
  readonly parkedAt!: string;
}

export class ParkedDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many there are.' })
  readonly count!: number;

  @ApiProperty({ type: [ParkedEventDto], description: 'The newest of them, 100 at most.' })
  readonly newest!: readonly ParkedEventDto[];
}

/** The newest rebuild of the tables. */
export class RebuildDto {
  @ApiProperty({ enum: STATES, description: STATE_WORDS })
  readonly state!: (typeof STATES)[number];

  @ApiProperty({ example: 0.41, minimum: 0, maximum: 1, description: 'The part of the log that was replayed.' })
  readonly share!: number;

  @ApiProperty({ type: 'integer', example: 123_456, description: 'How many events were replayed.' })
  readonly events!: number;

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'Its last sign of life.' })
  readonly updatedAt!: string;
}

/** How the tables stand to the log. It names no user’s time. */
export class ServerStateDto {
  @ApiProperty({ description: 'Whether reports show all that was acknowledged before this request.' })
  readonly caughtUp!: boolean;

  @ApiProperty({ example: 0, description: 'Between the newest event in the reports and in the log.' })
  readonly lagSeconds!: number;

  @ApiProperty({ description: 'Whether the log was replaced by an older copy, so reports are wrong.' })
  readonly otherHistory!: boolean;

  @ApiProperty({ example: '4711', description: POSITION_WORDS })
  readonly logPosition!: string;

  @ApiProperty({ type: [ProjectionStateDto] })
  readonly projections!: readonly ProjectionStateDto[];

  @ApiProperty({ type: ParkedDto, description: 'Events that could not be read. The others go on.' })
  readonly parked!: ParkedDto;

  @ApiProperty({ type: RebuildDto, nullable: true, description: 'Null when there never was one.' })
  readonly rebuild!: RebuildDto | null;
}
