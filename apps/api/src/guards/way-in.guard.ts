import { type CanActivate, type ExecutionContext, Injectable, type Type } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { ANYONE_MAY_CALL } from '../ground/anyone-may-call.js';
import { ApiError } from '../ground/api-error.js';
import { AdminGuard } from './admin.guard.js';
import { AgentGuard } from './agent.guard.js';
import { DocumentedGuard } from './documented.guard.js';
import { OwnerGuard } from './owner.guard.js';
import { SessionGuard } from './session.strategy.js';

/** The guards that identify the caller. Other guards only refuse some of the callers. */
const WAYS_IN: readonly unknown[] = [AdminGuard, AgentGuard, DocumentedGuard, OwnerGuard, SessionGuard];

/**
 * Refuses every route that does not state who may call it: by a guard of `WAYS_IN`, or by
 * `@AnyoneMayCall()`. It guards the whole application. So a route without such a statement is
 * closed, not open. Throws ApiError `forbidden`.
 */
@Injectable()
export class WayInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (hasWayIn(this.reflector, context.getClass(), context.getHandler())) return true;
    throw new ApiError('forbidden', 'This address does not state who may call it, so it refuses every caller.');
  }
}

/** Whether a handler of a controller states who may call it. */
export function hasWayIn(reflector: Reflector, controller: Type, handler: ReturnType<ExecutionContext['getHandler']>) {
  const targets = [handler, controller];
  const guards = targets.flatMap((target) => reflector.get<unknown[] | undefined>(GUARDS_METADATA, target) ?? []);
  return (
    reflector.getAllAndOverride<boolean | undefined>(ANYONE_MAY_CALL, targets) === true ||
    guards.some((guard) => WAYS_IN.includes(guard))
  );
}
