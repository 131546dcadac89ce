import 'reflect-metadata';
import { readSettings } from '@app/settings';
import { type DynamicModule, RequestMethod, type Type } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { AppModule, type AppParts } from '../app.module.js';
import { hasWayIn } from '../guards/way-in.guard.js';

type Handler = Parameters<typeof hasWayIn>[2];

/** A handler of a controller, and its addresses. */
export interface Route {
  /** `KeysController.list`. */
  readonly name: string;
  readonly controller: Type;
  readonly handler: Handler;
  /** Like `GET /api/v1/keys/{id}`: one for each path of the handler. */
  readonly operations: readonly string[];
  /** The guards of the controller and of the handler. */
  readonly guards: readonly unknown[];
}

/** Every route of the application. It starts nothing. */
export function everyRoute(): Route[] {
  const parts = { stores: {}, settings: readSettings('api', {}) } as AppParts;
  return controllersOf(AppModule.with(parts)).flatMap(routesOf);
}

/** Every controller of a module and of the modules that it imports. */
function controllersOf(module: Type | DynamicModule, seen = new Set<unknown>()): Type[] {
  const type = 'module' in module ? module.module : module;
  if (seen.has(type)) return [];
  seen.add(type);
  const listed = <T>(key: string): T[] => (Reflect.getMetadata(key, type) as T[] | undefined) ?? [];
  const dynamic = 'module' in module ? module : undefined;
  const imports = [...listed<Type>(MODULE_METADATA.IMPORTS), ...((dynamic?.imports ?? []) as Type[])];
  return [...listed<Type>(MODULE_METADATA.CONTROLLERS), ...imports.flatMap((one) => controllersOf(one, seen))];
}

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name): Route[] => {
    const handler = prototype[name] as Handler;
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    return [
      {
        name: `${controller.name}.${name}`,
        controller,
        handler,
        operations: operationsOf(controller, handler),
        guards: [controller, handler].flatMap((target) => listAt(GUARDS_METADATA, target)),
      },
    ];
  });
}

function operationsOf(controller: Type, handler: Handler): string[] {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  return listAt(PATH_METADATA, controller).flatMap((prefix) =>
    listAt(PATH_METADATA, handler).map((path) => `${method} ${pathOf(`${String(prefix)}/${String(path)}`)}`),
  );
}

/** A path in the form of the OpenAPI document: one slash between names, parameters in braces. */
const pathOf = (path: string): string => `/${path.split('/').filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}');

/** Metadata that is one value or a list of values. */
function listAt(key: string, target: object): unknown[] {
  const value: unknown = Reflect.getMetadata(key, target) ?? [];
  return Array.isArray(value) ? value : [value];
}
