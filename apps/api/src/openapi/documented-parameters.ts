import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiQuery } from '@nestjs/swagger';

/**
 * Says which parameters a documented POST takes: as a form or as JSON. The server also takes them
 * from the query, which the document leaves out. `required`: whether the post means nothing without
 * a body.
 */
export const ApiParameters = (type: Type<unknown>, { required = true } = {}) =>
  applyDecorators(
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
    ApiBody({ type, required, description: 'The query takes the same parameters. The body wins.' }),
  );

/**
 * Says which parameters a route takes from its query: the properties of a class, as `@ApiProperty`
 * describes them. `@ApiQuery({ type })` does the same, but loses the values of an enum
 * (@nestjs/swagger 12.0).
 */
export const ApiQueryParameters = (type: Type<unknown>) => {
  const { prototype } = type as { prototype: object };
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) as readonly string[];
  return applyDecorators(
    ...names.map((marked) => {
      const name = marked.replace(/^:/, '');
      const property = Reflect.getMetadata('swagger/apiModelProperties', prototype, name) as EnumProperty;
      const { enum: values, default: preset, ...options } = property;
      if (values === undefined) return ApiQuery({ ...options, name, default: preset });
      const { required = true, description = '' } = options;
      const schema = { type: 'string' as const, enum: values, ...(preset !== undefined && { default: preset }) };
      return ApiQuery({ name, required, description, schema });
    }),
  );
};

/** What is read of the description of a property. */
interface EnumProperty {
  readonly enum?: string[];
  readonly default?: string;
  readonly required?: boolean;
  readonly description?: string;
}
