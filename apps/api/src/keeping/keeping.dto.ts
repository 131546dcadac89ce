import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';

const MOST_MONTHS = 1_200;
const months = { type: 'integer', nullable: true, minimum: 1, maximum: MOST_MONTHS, example: 24 } as const;

export class ChosenKeepingDto {
  @ApiProperty({ ...months, description: 'Time that is older than so many months is erased by itself. null: never.' })
  @ValidateIf(({ months }: ChosenKeepingDto) => months !== null)
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  months!: number | null;
}

/** How long the time of the user is kept, in months. null: for ever. */
export class KeepingDto {
  @ApiProperty({ ...months, description: 'What the user chose.' })
  readonly months!: number | null;

  @ApiProperty({ ...months, description: 'What the administrator allows at most.' })
  readonly longestMonths!: number | null;

  @ApiProperty({ ...months, description: 'What counts: the shorter of the two.' })
  readonly keptMonths!: number | null;

  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true, example: '2026-12-05T12:00:00.000Z' },
    description: 'No time is erased by its age before this moment. null: no such erasure was announced.',
  })
  readonly firstErasureAt!: string | null;

  @ApiProperty({
    ...{ type: String, format: 'date', nullable: true, example: '2024-11-01' },
    description: 'All time of the days before this one is erased by its age, or on its way.',
  })
  readonly erasedBefore!: string | null;
}
