import { SetMetadata } from '@nestjs/common';

/** Metadata of a route that anybody may call. */
export const IS_PUBLIC = Symbol('public');

/** Says of a route, or of all of a controller, that anybody may call it. A route that says nothing has a guard, or fails a test. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
