import type { Request } from 'express';

/** Where users reach us, without a slash at the end: as the settings say, else as the request does. */
export const ownOrigin = (request: Request, publicUrl: string | undefined): string =>
  publicUrl ?? `${request.protocol}://${request.get('host') ?? ''}`;
