import { ApiProperty } from '@nestjs/swagger';

const ID_WORDS = 'The moment as a Unix time with a fraction.';
const ZONE_WORDS = 'In the zone of the account.';

/** The parameters of the documented FocusTime Trigger API. */
export class StartFocusDto {
  @ApiProperty({
    type: 'integer',
    example: 30,
    description: 'Minutes: a multiple of 5 up to 1440, or -1 until the local day ends.',
  })
  duration!: number;
}

/** The answer to a documented post. */
export class FocusMessageDto {
  @ApiProperty({ example: 'The focus session has started.' })
  readonly message!: string;
}

export class StartedFocusDto {
  @ApiProperty({ example: 1795262400.5, description: ID_WORDS })
  readonly id!: number;

  @ApiProperty({ type: 'integer', example: 30, description: 'Minutes.' })
  readonly duration!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:00:00.500+01:00', description: ZONE_WORDS })
  readonly created_at!: string;
}

export class EndedFocusDto {
  @ApiProperty({ example: 1795264200.5, description: ID_WORDS })
  readonly id!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T13:30:00.500+01:00', description: ZONE_WORDS })
  readonly created_at!: string;
}
