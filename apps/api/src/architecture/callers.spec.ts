import { Reflector } from '@nestjs/core';
import { documentWithoutStores } from '../document-without-stores.js';
import { AdminGuard } from '../guards/admin.guard.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { DocumentedGuard } from '../guards/documented.guard.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { hasWayIn } from '../guards/way-in.guard.js';
import { everyRoute, type Route } from './routes.js';

const routes = everyRoute();

describe('every route', () => {
  it('is looked at here', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter(({ operations }) => operations.length === 0)).toEqual([]);
  });

  it.each(routes.map((route) => [route.name, route] as const))(
    '%s says who may call it: by a guard, or that anyone may',
    (_name, { controller, handler }) => {
      expect(hasWayIn(new Reflector(), controller, handler)).toBe(true);
    },
  );
});

/** The schemes of the document that open a route with this guard. */
const SCHEMES = new Map<unknown, readonly string[]>([
  [AdminGuard, ['adminToken']],
  [AgentGuard, ['apiKey']],
  [OwnerGuard, ['apiKey', 'session']],
  [SessionGuard, ['session']],
]);
const DOCUMENTED_SCHEMES: Readonly<Record<string, readonly string[]>> = {
  '/anapi/': ['apiKey', 'apiKeyInQuery'],
  '/api/oauth/': ['accessToken', 'accessTokenInQuery'],
};

function schemesOf({ guards }: Route, path: string): readonly string[] {
  const prefix = Object.keys(DOCUMENTED_SCHEMES).find((one) => path.startsWith(one));
  if (guards.includes(DocumentedGuard)) return DOCUMENTED_SCHEMES[prefix ?? ''] ?? [];
  return guards.flatMap((guard) => SCHEMES.get(guard) ?? []).sort();
}

describe('the OpenAPI document', () => {
  it('names for each operation the credentials that its guards take', async () => {
    const { paths } = await documentWithoutStores();
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, { security = [] }]) => {
        const schemes = security.flatMap((requirement) => Object.keys(requirement)).sort();
        return { operation: `${method.toUpperCase()} ${path}`, path, schemes };
      }),
    );
    const guarded = documented.map(({ operation, path }) => {
      const route = routes.find(({ operations }) => operations.includes(operation));
      return { operation, path, schemes: route && schemesOf(route, path) };
    });
    expect(documented.length).toBeGreaterThan(75);
    expect(guarded).toEqual(documented);
  });
});

interface Operation {
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}
