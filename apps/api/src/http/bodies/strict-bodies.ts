import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { withoutLists } from './taken-as-is.js';

/** The bodies in which an unknown field is an error. */
const strict = new WeakSet<object>();

/**
 * Marks the bodies of `PUT` requests under `/api/v1`. Such a request replaces what is there, so a
 * misspelt field would silently take a setting away. The documented API ignores unknown names, as
 * its clients expect.
 */
export function refuseUnknownFields({ method, path, body }: Request, _response: Response, next: NextFunction): void {
  const isOurs = method === 'PUT' && path.toLowerCase().startsWith('/api/v1/');
  if (isOurs && typeof body === 'object' && body !== null) strict.add(body as object);
  next();
}

/**
 * Brings the parameters of a handler into the form of its class, by class-validator. Drops unknown
 * fields, or refuses them in a body that is marked. Leaves lists alone that are `TakenAsIs`.
 */
@Injectable()
export class FormOfRequest extends ValidationPipe {
  private readonly strict = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

  constructor() {
    super({ transform: true, whitelist: true });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isStrict = typeof value === 'object' && value !== null && strict.has(value);
    const { checked, lists } = withoutLists(value, metadata.metatype);
    const formed: unknown = await (isStrict
      ? this.strict.transform(checked, metadata)
      : super.transform(checked, metadata));
    return Object.keys(lists).length === 0 ? formed : Object.assign(formed as object, lists);
  }
}
