import { type LocalDate, type Source, SOURCES } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import { AS_OF_ANSWER } from '../past/past.dto.js';

export class LanePieceDto {
  @ApiProperty({ format: 'date-time', description: 'Start of the five minutes.' })
  readonly start!: string;

  @ApiProperty({ example: 'github.com', description: 'The activity with the most time in the five minutes.' })
  readonly activity!: string;

  @ApiProperty({ example: 'General Software Development' })
  readonly category!: string;

  @ApiProperty({ type: 'integer', minimum: -2, maximum: 2 })
  readonly productivity!: number;

  @ApiProperty({ description: 'All seconds of the lane in the five minutes.', example: 287 })
  readonly seconds!: number;
}

export class LaneDto {
  @ApiProperty({ enum: SOURCES })
  readonly source!: Source;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'ada-laptop',
    description: 'Null for time that was entered by hand. Keys that only read or post get no names of devices.',
  })
  readonly machine!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'ada', description: 'As machine.' })
  readonly osUser!: string | null;

  @ApiProperty({ example: 5400 })
  readonly seconds!: number;

  @ApiProperty({ type: [LanePieceDto] })
  readonly pieces!: readonly LanePieceDto[];
}

export class LanesDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-29' })
  readonly date!: LocalDate;

  @ApiProperty(AS_OF_ANSWER)
  readonly asOf!: string | null;

  @ApiProperty({ type: [LaneDto], description: 'Computers first, then phones, then what was entered by hand.' })
  readonly lanes!: readonly LaneDto[];
}
