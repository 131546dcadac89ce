import type { KeyKind } from '@app/domain';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiKeyKinds } from '../../openapi/api-key-kinds.js';

/** Metadata of a route or controller: the kinds of keys that open it. */
export const KINDS_OF_ROUTE = Symbol('kinds of keys');

/**
 * Says which kinds of API keys open a route, besides `full` keys. A route without it is for `full`
 * keys only. docs/api.md has the table of all routes.
 */
export const ForKeys = (...kinds: KeyKind[]) =>
  applyDecorators(SetMetadata(KINDS_OF_ROUTE, kinds), ApiKeyKinds(...kinds));
