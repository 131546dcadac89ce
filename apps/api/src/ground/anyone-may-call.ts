import { SetMetadata } from '@nestjs/common';

/** Metadata of a route that anyone may call. */
export const ANYONE_MAY_CALL = Symbol('anyone may call');

/**
 * Marks a route, or every route of a controller, as open to any caller. `WayInGuard` refuses routes
 * without a mark or a guard.
 */
export const AnyoneMayCall = () => SetMetadata(ANYONE_MAY_CALL, true);
