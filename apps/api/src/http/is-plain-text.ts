import { isPlainText } from '@app/domain';
import { ValidateBy } from 'class-validator';

/**
 * Checks that a field of a body is a text without control characters, line separators and half
 * characters.
 */
export const IsPlainText = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainText',
    validator: {
      validate: (value) => typeof value === 'string' && isPlainText(value),
      defaultMessage: (field) => `${field?.property} must not have control characters`,
    },
  });
