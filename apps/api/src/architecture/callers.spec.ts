import 'reflect-metadata';
import { readSettings } from '@app/settings';
import type { DynamicModule, Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { AppModule, type AppParts } from '../app.module.js';
import { hasWayIn } from '../guards/way-in.guard.js';

type Handler = Parameters<typeof hasWayIn>[2];

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

/** Every handler of a controller, by name. */
function handlersOf(controller: Type): [name: string, handler: Handler][] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name): [string, Handler][] => {
    const handler = prototype[name];
    return typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler) ? [[name, handler]] : [];
  });
}

describe('every route', () => {
  const controllers = controllersOf(AppModule.with({ stores: {}, settings: readSettings('api', {}) } as AppParts));
  const routes = controllers.flatMap((controller) =>
    handlersOf(controller).map(([name, handler]) => [`${controller.name}.${name}`, controller, handler] as const),
  );

  it('is looked at here', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.every(([, controller]) => Reflect.hasMetadata(PATH_METADATA, controller))).toBe(true);
  });

  it.each(routes)('%s says who may call it: by a guard, or that anyone may', (_name, controller, handler) => {
    expect(hasWayIn(new Reflector(), controller, handler)).toBe(true);
  });
});
