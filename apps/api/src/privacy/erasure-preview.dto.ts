import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ErasureDto } from './erasures.dto.js';

export class ErasurePreviewQueryDto extends ErasureDto {
  @ApiPropertyOptional({ maxLength: 10, example: '2026-11-30', description: 'The `next` of the answer before.' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  after?: string;
}

export class GoneActivityDto {
  @ApiProperty({ example: 'github.com' })
  readonly activity!: string;

  @ApiProperty({ example: 1815.5 })
  readonly seconds!: number;
}

/** What an erasure would take of some days. */
export class ErasurePreviewDto {
  @ApiProperty({ type: 'integer', example: 7, description: 'Days that lose time.' })
  readonly days!: number;

  @ApiProperty({ example: 86_400.5, description: 'The time that goes.' })
  readonly seconds!: number;

  @ApiProperty({ type: [GoneActivityDto], description: 'The largest first: 500 at most.' })
  readonly activities!: readonly GoneActivityDto[];

  @ApiProperty({
    ...{ type: String, format: 'date', nullable: true, example: '2026-11-30' },
    description: 'The last day that was looked at: ask again with it as `after`. Null when that was all.',
  })
  readonly next!: string | null;
}
