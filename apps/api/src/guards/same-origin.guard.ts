import { parseUrl } from '@app/domain';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ApiError } from '../ground/api-error.js';

/**
 * Refuses a form from another site, so a link cannot sign a user in to another account. Throws
 * ApiError `csrf`. Browsers send the origin of a form. Other programs do not, and have no cookies
 * to misuse.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const isOurs = site ? site === 'same-origin' || site === 'none' : !origin || hostOf(origin) === request.get('host');
    if (!isOurs) throw new ApiError('csrf', 'This form comes from another site.');
    return true;
  }
}

const hostOf = (origin: string): string | undefined => parseUrl(origin)?.host;
