import { FORMATS, KINDS, PERSPECTIVES, RESOLUTIONS, SOURCES } from '@app/domain';
import { ApiPropertyOptional } from '@nestjs/swagger';

const DAY = { format: 'date', example: '2026-11-21' } as const;

/** The parameters of every report. docs/api.md lists the other names of each. */
export class ReportQueryDto {
  @ApiPropertyOptional({
    enum: PERSPECTIVES,
    default: 'rank',
    description: 'rank orders by time spent, interval lists time along the calendar. Also pv, by.',
  })
  perspective?: string;

  @ApiPropertyOptional({
    enum: RESOLUTIONS,
    default: 'hour',
    description: 'The length of an interval. minute means five minutes. Also rs, interval, i.',
  })
  resolution_time?: string;

  @ApiPropertyOptional({ ...DAY, description: 'The first day, included. Today when left out. Also rb.' })
  restrict_begin?: string;

  @ApiPropertyOptional({ ...DAY, description: 'The last day, included. Today when left out. Also re.' })
  restrict_end?: string;

  @ApiPropertyOptional({ enum: SOURCES, description: 'Only time on such devices.' })
  restrict_source_type?: string;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Only time within the hours of this schedule of the user. Also rsi, schedule_id, s.',
  })
  restrict_schedule_id?: number;

  @ApiPropertyOptional({ enum: FORMATS, default: 'json', description: 'The form of the answer.' })
  format?: string;
}

/** The parameters of the documented Analytic Data API. */
export class DataQueryDto extends ReportQueryDto {
  @ApiPropertyOptional({
    enum: KINDS,
    default: 'activity',
    description: 'What time is summed by. efficiency needs the perspective interval. Also rk, taxonomy, ty.',
  })
  restrict_kind?: string;

  @ApiPropertyOptional({
    description: 'The exact name of an overview, category or activity. The kind says which. Also rt, taxon, tx.',
  })
  restrict_thing?: string;

  @ApiPropertyOptional({
    description: 'The exact name of a document, or of an activity inside a category. Also ry, sub_taxon, tn.',
  })
  restrict_thingy?: string;
}
