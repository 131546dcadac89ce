import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ApiError } from '../ground/api-error.js';
import { bearerToken } from '../http/request-parameters.js';
import { ADMIN_TOKEN } from '../ground/settings.module.js';
import { isSameSecret } from '../ground/secrets.js';

/** Lets in the administrator, who sends the admin token as `Authorization: Bearer`. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(@Inject(ADMIN_TOKEN) private readonly adminToken: string) {}

  canActivate(context: ExecutionContext): boolean {
    const token = bearerToken(context.switchToHttp().getRequest<Request>());
    if (token === undefined || !isSameSecret(token, this.adminToken)) {
      throw new ApiError('unauthorized', 'This needs the admin token as Authorization: Bearer.');
    }
    return true;
  }
}
