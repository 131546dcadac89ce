import { SetMetadata } from '@nestjs/common';

/** Metadata of a route that anyone may call. */
export const ANYONE_MAY_CALL = Symbol('anyone may call');

/** Says that anyone may call a route, or every route of a controller. `WayInGuard` refuses routes that say nothing. */
export const AnyoneMayCall = () => SetMetadata(ANYONE_MAY_CALL, true);
