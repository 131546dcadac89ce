import { categoriesWith, type LocalDate } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';

/** The kinds of a user's own small streams, in the order of the catalogue. */
export const STORED_KINDS = categoriesWith('streamPer', 'user');
export type StoredKind = (typeof STORED_KINDS)[number];

export class StoredTimeDto {
  @ApiProperty({ type: 'integer', example: 260, description: 'Local days with time.' })
  readonly days!: number;

  @ApiProperty({ example: 6_480_000.5 })
  readonly seconds!: number;

  @ApiProperty({ type: 'integer', example: 420, description: 'Different names of activities.' })
  readonly activities!: number;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2025-11-30' })
  readonly first!: LocalDate | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-11-30' })
  readonly last!: LocalDate | null;
}

export class StoredEntriesDto {
  @ApiProperty({ enum: STORED_KINDS, example: 'highlight' })
  readonly kind!: StoredKind;

  @ApiProperty({ type: 'integer', example: 12, description: 'Entries in the log: also changes and removals.' })
  readonly entries!: number;

  @ApiProperty({ description: 'Whether an export holds them. Secrets leave in none.' })
  readonly isExported!: boolean;
}

/** What the server holds of a user. */
export class StoredDto {
  @ApiProperty({ type: StoredTimeDto })
  readonly time!: StoredTimeDto;

  @ApiProperty({ type: [StoredEntriesDto] })
  readonly entries!: readonly StoredEntriesDto[];
}
