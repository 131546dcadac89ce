import type { ApiPropertyOptions } from '@nestjs/swagger';

/** How the documentation describes seconds by level. */
export const LEVELS: ApiPropertyOptions = {
  type: 'array',
  items: { type: 'number' },
  minItems: 5,
  maxItems: 5,
  description: 'Seconds at the levels -2, -1, 0, 1 and 2, in this order.',
  example: [0, 300, 120.5, 0, 1800],
};

/** How the documentation describes a pulse. */
export const PULSE: ApiPropertyOptions = {
  type: 'integer',
  nullable: true,
  minimum: 0,
  maximum: 100,
  description: 'Null without time.',
};
