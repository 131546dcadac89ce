import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_KINDS } from '@app/domain';
import { documentWithoutStores } from '../document-without-stores.js';
import { oldKey } from '../testing/old-key.js';
import { type RouteByKind, ROUTES_BY_KIND } from '../testing/routes-by-kind.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const SOME_ID = '7e44b560-8b86-4d01-b42d-00cf4fc964ff';
const KEY_NOT_FOUND = '{"error":"# key not found","messages":"key not found"}';
/** `old` stands for a key from before there were kinds. */
const SHOWN_KINDS = [...KEY_KINDS, 'old'] as const;

const nameOf = ({ method, path }: RouteByKind): string => `${method.toUpperCase()} ${path}`;
const tableOf = (routes: readonly RouteByKind[]) =>
  Object.fromEntries(routes.map((route) => [nameOf(route), [...route.kinds].sort()]));

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const keyOf = async (kind: (typeof SHOWN_KINDS)[number]): Promise<string> => {
  const id = await app.openAccount(`${kind}@example.org`);
  return kind === 'old' ? oldKey(app, id) : app.createKey(id, kind);
};

/** Whether a key opens a route. Throws for any other refusal of a key than the documented ones. */
async function opens(key: string, { method, path }: RouteByKind): Promise<boolean> {
  const filled = path.replace(/\{\w+\}/g, SOME_ID);
  const sent = app.http[method](filled).set('Authorization', `Bearer ${key}`);
  const { status, text } = await (method === 'get' ? sent : sent.type('json').send('{}'));
  if (status === 401) throw new Error(`${method} ${path}: the key is not known.`);
  if (path.startsWith('/anapi/')) return text !== KEY_NOT_FOUND;
  return !(status === 403 && text.includes('"code":"wrong_key_kind"'));
}

describe('every route that takes a key', () => {
  it.each(SHOWN_KINDS)('opens to a key of the kind %s exactly where the table says so', async (kind) => {
    const key = await keyOf(kind);
    const opened: string[] = [];
    for (const route of ROUTES_BY_KIND) if (await opens(key, route)) opened.push(nameOf(route));
    const allowed = ROUTES_BY_KIND.filter(({ kinds }) => kind === 'full' || kind === 'old' || kinds.includes(kind));
    expect(opened).toEqual(allowed.map(nameOf));
  });

  it('is in the table, and the OpenAPI document names the same kinds', async () => {
    const { paths } = await documentWithoutStores();
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, Operation>).flatMap(([method, { security = [] }]) => {
        const kinds = security.flatMap(({ apiKey = [] }) => apiKey).filter((kind) => kind !== 'full');
        const takesKeys = security.some((requirement) => 'apiKey' in requirement);
        return takesKeys ? [{ method: method as RouteByKind['method'], path, kinds }] : [];
      }),
    );
    expect(tableOf(documented)).toEqual(tableOf(ROUTES_BY_KIND));
  });

  it('has its kinds in docs/api.md', () => {
    expect(documentedKinds()).toEqual(tableOf(ROUTES_BY_KIND.filter(({ kinds }) => kinds.length > 0)));
  });
});

interface Operation {
  readonly security?: readonly Readonly<Record<string, string[]>>[];
}

/** The rows of the table in docs/api.md: `| GET, POST /path, /path2 | yes | | yes |`. */
function documentedKinds(): Record<string, string[]> {
  const text = readFileSync(join(process.cwd(), 'docs/api.md'), 'utf8');
  const [, table = ''] = text.split('## Kinds of keys');
  const rows = table.split('\n## ')[0]?.match(/^\| `.*\|$/gm) ?? [];
  return Object.fromEntries(
    rows.flatMap((row) => {
      const [routes = '', ...cells] = row.split('|').slice(1, -1);
      const kinds = KEY_KINDS.filter((kind, n) => kind !== 'full' && cells[n]?.trim() === 'yes');
      return [...routes.matchAll(/`([A-Z, ]+) ([^`]+)`/g)].flatMap(([, methods = '', path = '']) =>
        methods.split(', ').map((method) => [`${method} ${path}`, [...kinds].sort()]),
      );
    }),
  );
}
