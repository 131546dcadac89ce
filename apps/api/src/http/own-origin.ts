import type { Request } from 'express';

/**
 * The address at which users reach us, without a slash at the end: from the settings, or else from
 * the request.
 */
export const ownOrigin = (request: Request, publicUrl: string | undefined): string =>
  publicUrl ?? `${request.protocol}://${request.get('host') ?? ''}`;
