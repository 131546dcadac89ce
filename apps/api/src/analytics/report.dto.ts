import type { CurrentPulse } from '@app/domain';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, getSchemaPath } from '@nestjs/swagger';

const CELL = { oneOf: [{ type: 'string' }, { type: 'number' }] };

/** A report as JSON. Source: Analytic Data API, "Output Formats". */
export class ReportDto {
  @ApiProperty({ example: 'data is an array of arrays (rows), column names for rows in row_headers' })
  readonly notes!: string;

  @ApiProperty({
    type: [String],
    example: ['Rank', 'Time Spent (seconds)', 'Number of People', 'Activity', 'Category', 'Productivity'],
    description: 'The names of the columns.',
  })
  readonly row_headers!: string[];

  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: CELL },
    example: [[1, 1815, 1, 'github.com', 'General Software Development', 2]],
    description: 'The rows. Each has a cell for every column.',
  })
  readonly rows!: (string | number)[][];
}

/** The pulse of the last half hour. */
export class CurrentPulseDto implements CurrentPulse {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: 100,
    nullable: true,
    example: 71,
    description: 'Null when less than 15 minutes were logged.',
  })
  readonly pulse!: number | null;

  @ApiProperty({ type: String, nullable: true, example: '#395B96', description: 'The colour of the pulse.' })
  readonly color!: string | null;

  @ApiProperty({ example: 'Productivity pulse of the last 30 minutes as of 14:25' })
  readonly comment!: string;
}

/** Documents that a route answers a report, as JSON or as CSV. */
export const ApiReportAnswer = () =>
  applyDecorators(
    ApiExtraModels(ReportDto),
    ApiOkResponse({
      description: 'The report, in the form that `format` names.',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(ReportDto) } },
        'text/csv': {
          schema: { type: 'string' },
          example:
            'Rank,Time Spent (seconds),Number of People,Activity,Category,Productivity\n' +
            '1,1815,1,github.com,General Software Development,2\n',
        },
      },
    }),
  );
