import type { LocalDate } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { DeviceAnswer } from './device-answer.js';

export class DeviceDayDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-21' })
  readonly date!: LocalDate;

  @ApiProperty({ type: 'integer', example: 1815 })
  readonly seconds!: number;
}

/** What an agent keeps for a later call. */
export class ListedWaitingDto {
  @ApiProperty({ type: 'integer', example: 1200 })
  readonly records!: number;

  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true, example: '2026-11-20T17:40:00.000Z' },
    description: 'The begin of the oldest one. Null when none waits, or the agent did not say it.',
  })
  readonly oldestAt!: string | null;
}

/** A device on which the user's time was recorded. */
export class DeviceAnswerDto implements DeviceAnswer {
  @ApiProperty({ example: 'desk' })
  readonly id!: string;

  @ApiProperty({ enum: ['computers', 'mobile'] })
  readonly source!: 'computers' | 'mobile';

  @ApiProperty({ example: 'desk' })
  readonly machine!: string;

  @ApiProperty({ example: 'ada' })
  readonly osUser!: string;

  @ApiProperty({ type: String, nullable: true, example: 'linux', description: 'Null when the agent did not name it.' })
  readonly platform!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T08:00:00.000Z' })
  readonly firstSeen!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T09:05:00.000Z' })
  readonly lastSeen!: string;

  @ApiProperty({ example: 'github.com' })
  readonly newestActivity!: string;

  @ApiProperty({ description: 'Whether the user removed the device. Its time stays.' })
  readonly hidden!: boolean;

  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true, example: '2026-11-21T09:06:00.000Z' },
    description: 'When its agent last called. Null when it has not since the server was started.',
  })
  readonly heardAt!: string | null;

  @ApiProperty({
    ...{ type: ListedWaitingDto, nullable: true },
    description: 'What waited on the device at its last batch. Null when its agent did not say.',
  })
  readonly waiting!: ListedWaitingDto | null;

  @ApiProperty({ type: [DeviceDayDto], description: 'Local days with time, the oldest first.' })
  readonly days!: readonly DeviceDayDto[];
}

export class DeviceListDto {
  @ApiProperty({ type: [DeviceAnswerDto] })
  readonly devices!: readonly DeviceAnswerDto[];
}
