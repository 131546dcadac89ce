import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/**
 * Says which parameters a documented POST takes: as a form or as JSON. The server also takes them from the query, which
 * the document leaves out. `required`: whether the post means nothing without a body.
 */
export const ApiParameters = (type: Type<unknown>, { required = true } = {}) =>
  applyDecorators(
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
    ApiBody({ type, required, description: 'The query takes the same parameters. The body wins.' }),
  );
