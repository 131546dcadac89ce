import type { LocalDate } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { DeviceAnswer } from './device-answer.js';

export class DeviceDayDto {
  @ApiProperty({ type: String, format: 'date', example: '2026-11-21' })
  readonly date!: LocalDate;

  @ApiProperty({ type: 'integer', example: 1815 })
  readonly seconds!: number;
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

  @ApiProperty({ type: [DeviceDayDto], description: 'Local days with time, the oldest first.' })
  readonly days!: readonly DeviceDayDto[];
}

export class DeviceListDto {
  @ApiProperty({ type: [DeviceAnswerDto] })
  readonly devices!: readonly DeviceAnswerDto[];
}
