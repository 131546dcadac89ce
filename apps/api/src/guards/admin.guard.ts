import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ApiError } from '../ground/api-error.js';
import { AdminAccess } from './admin-access.js';

/** Lets in the administrator, who sends the admin token as `Authorization: Bearer`. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(private readonly access: AdminAccess) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.access.isAdmin(context.switchToHttp().getRequest<Request>())) return true;
    throw new ApiError('unauthorized', 'This needs the admin token as Authorization: Bearer.');
  }
}
