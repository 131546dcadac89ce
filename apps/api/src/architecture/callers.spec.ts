import { readSettings } from '@app/settings';
import 'reflect-metadata';
import { GUARDS_METADATA, METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { IS_PUBLIC } from '../ground/anyone-may-call.js';
import { AppModule, type AppParts } from '../app.module.js';

type Controller = new (...parts: never[]) => object;

const { controllers = [] } = AppModule.of({ stores: {}, settings: readSettings('api', {}) } as AppParts) as {
  controllers?: Controller[];
};

/** Every handler of a controller, by name. */
function handlersOf({ prototype }: Controller): [name: string, handler: object][] {
  return Object.getOwnPropertyNames(prototype).flatMap((name): [string, object][] => {
    const handler: unknown = (prototype as Record<string, unknown>)[name];
    return typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler) ? [[name, handler]] : [];
  });
}

const declares = (target: object): boolean =>
  Reflect.hasMetadata(IS_PUBLIC, target) ||
  ((Reflect.getMetadata(GUARDS_METADATA, target) as unknown[] | undefined)?.length ?? 0) > 0;

describe('every route', () => {
  const routes = controllers.flatMap((controller) =>
    handlersOf(controller).map(([name, handler]) => [`${controller.name}.${name}`, controller, handler] as const),
  );

  it('is looked at here', () => {
    expect(MODULE_METADATA.CONTROLLERS).toBe('controllers');
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.every(([, controller]) => Reflect.hasMetadata(PATH_METADATA, controller))).toBe(true);
  });

  it.each(routes)('%s says who may call it: by a guard, or that anybody may', (_name, controller, handler) => {
    expect(declares(controller) || declares(handler)).toBe(true);
  });
});
