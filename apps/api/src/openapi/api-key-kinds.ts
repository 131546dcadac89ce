import type { KeyKind } from '@app/domain';
import { ApiExtension } from '@nestjs/swagger';

/** Where the document keeps the kinds of keys until `completeDocument` makes security of them. */
export const KEY_KINDS_EXTENSION = 'x-key-kinds';

/** Tells the OpenAPI document which kinds of keys open a route, besides `full` keys. */
export const ApiKeyKinds = (...kinds: KeyKind[]) => ApiExtension(KEY_KINDS_EXTENSION, kinds);
