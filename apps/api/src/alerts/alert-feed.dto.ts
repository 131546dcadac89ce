import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';

/** The parameters of the documented Alerts Feed API. Other parameters are ignored. */
export class AlertFeedQueryDto {
  @ApiPropertyOptional({
    enum: ['status', 'list'],
    default: 'status',
    description: 'status: what triggered in the last 30 days, newest first. list: all alerts.',
  })
  op?: 'status' | 'list';

  @ApiPropertyOptional({ type: 'integer', description: 'Only this alert, or its triggers.' })
  alert_id?: number;
}

/** An alert that triggered (`op=status`). */
export class TriggeredAlertDto {
  @ApiProperty({ type: 'integer', example: 7 })
  id!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  alert_id!: number;

  @ApiProperty({ example: 'You spent 4.5 hours on Very Productive Time.' })
  description!: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-11-20T16:17:06.000+01:00',
    description: 'In the zone that the account had then.',
  })
  created_at!: string;
}

/** An alert that a user has (`op=list`). */
export class DocumentedAlertDto {
  @ApiProperty({ type: 'integer', example: 3 })
  id!: number;

  @ApiProperty({ example: 'More than 4.5 hours on Very Productive Time' })
  description!: string;

  @ApiProperty({ example: 4.5, description: 'The hours of the alert.' })
  amount!: number;
}

/** The answer of the feed. `op` selects one of the two. */
export const ALERT_FEED = {
  anyOf: [TriggeredAlertDto, DocumentedAlertDto].map((type) => ({
    type: 'array',
    items: { $ref: getSchemaPath(type) },
  })),
};
