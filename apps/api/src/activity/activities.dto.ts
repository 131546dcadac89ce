import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsPlainText } from '../http/is-plain-text.js';
import type { Recorded } from './activity-recorder.js';

const SOURCES = ['computers', 'mobile'] as const;
const MOMENT = 'ISO 8601 with a zone, or milliseconds since 1970.';
const MOMENT_SCHEMA = { oneOf: [{ type: 'string' }, { type: 'number' }] };

/** The most records that an agent can say it has. */
const MOST_WAITING = 1_000_000_000;
/** The last moment that a date can have, epoch ms. */
const LAST_MOMENT_MS = 8.64e15;

/** What the device keeps for a later call. It is shown, and decides nothing. */
export class WaitingDto {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_WAITING, example: 1200 })
  @IsInt()
  @Min(0)
  @Max(MOST_WAITING)
  records!: number;

  @ApiPropertyOptional({
    ...{ type: 'integer', minimum: 0, maximum: LAST_MOMENT_MS, example: 1795251600000 },
    description: 'The begin of the oldest one, epoch ms.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LAST_MOMENT_MS)
  oldestAt?: number;
}

export class DeviceDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 64,
    example: 'desk',
    description: 'Stable over restarts: time of one device never counts twice.',
  })
  @IsString()
  @Length(1, 64)
  @IsPlainText()
  id!: string;

  @ApiProperty({ maxLength: 255, example: 'desk', description: 'The name of the machine.' })
  @IsString()
  @MaxLength(255)
  machine!: string;

  @ApiProperty({ maxLength: 255, example: 'ada', description: 'The user of the operating system.' })
  @IsString()
  @MaxLength(255)
  osUser!: string;

  @ApiPropertyOptional({ maxLength: 64, example: 'linux', description: 'The operating system.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  platform?: string;

  @ApiPropertyOptional({ type: WaitingDto, description: 'What waits on the device, without what this call brings.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WaitingDto)
  waiting?: WaitingDto;
}

/** One activity from a begin to an end. The recorder checks each one by itself. */
export class ActivityDto {
  @ApiProperty({
    pattern: '^[A-Za-z0-9_.:-]{1,64}$',
    example: 'a1',
    description:
      'Of the device. The same id with the same start, application, address and title is the same activity: a retry adds nothing, a later end makes it longer. Anything else under a known id is another activity.',
  })
  id!: string;

  @ApiProperty({ minLength: 1, maxLength: 255, example: 'Firefox' })
  application!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'https://github.com/acme/app',
    description: 'The address of the page. The server keeps scheme, host and path.',
  })
  url?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'acme/app', description: 'The title of the window.' })
  title?: string | null;

  @ApiProperty({ ...MOMENT_SCHEMA, description: MOMENT, example: '2026-11-21T09:00:00Z' })
  startedAt!: string | number;

  @ApiProperty({ ...MOMENT_SCHEMA, description: `${MOMENT} Not included.`, example: '2026-11-21T09:03:00Z' })
  endedAt!: string | number;
}

export class ActivitiesDto {
  @ApiProperty({ type: DeviceDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => DeviceDto)
  device!: DeviceDto;

  @ApiProperty({ enum: SOURCES })
  @IsIn(SOURCES)
  source!: 'computers' | 'mobile';

  @ApiProperty({
    type: [ActivityDto],
    maxItems: 500,
    description: 'Checked one by one: a bad activity is rejected with a code, the others are recorded.',
  })
  @IsArray()
  activities!: unknown[];
}

/** An activity that was not recorded, with the reason. */
export class RejectedActivityDto {
  @ApiProperty({ description: 'The place in the batch, from 0.', example: 1 })
  readonly index!: number;

  @ApiProperty({ description: 'A stable name for programs: docs/api.md lists them.', example: 'invalid_time' })
  readonly code!: string;

  @ApiProperty({ description: 'A sentence for people.' })
  readonly message!: string;
}

/** The result of a batch. */
export class RecordedActivitiesDto implements Omit<Recorded, 'grown'> {
  @ApiProperty({ description: 'Activities that are on disk now and were not before.', example: 1 })
  readonly accepted!: number;

  @ApiPropertyOptional({ description: 'How many of the accepted ones made a known activity longer. Missing: none.' })
  readonly grown?: number;

  @ApiProperty({ description: 'Activities that were recorded before.', example: 0 })
  readonly duplicates!: number;

  @ApiProperty({ type: [RejectedActivityDto], example: [] })
  readonly rejected!: Recorded['rejected'];

  @ApiProperty({
    description: 'Seconds until the next batch is due. Fewer while the user has a page open.',
    example: 180,
  })
  readonly nextSyncSeconds!: number;

  @ApiProperty({
    description: "The server's clock in epoch ms. An agent with a wrong clock corrects its times by it.",
    example: 1795251600000,
  })
  readonly serverTime!: number;
}
