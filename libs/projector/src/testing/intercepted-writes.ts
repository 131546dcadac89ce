import type { ReadModels } from '@app/read-models';

type Client = ReadModels['client'];

/** What a write goes through: `write` sends it to the engine. */
export type WriteInterceptor = <T>(table: string, write: () => Promise<T>) => Promise<T>;

/** The same read models, every insert into which goes through the interceptor: it may fail, or wait, on the way. */
export function interceptWrites(readModels: ReadModels, intercept: WriteInterceptor): ReadModels {
  const { client } = readModels;
  const insert = (request: Parameters<Client['insert']>[0]) => intercept(request.table, () => client.insert(request));
  const exec = (request: Parameters<Client['exec']>[0]) => {
    const table = /^INSERT INTO (\w+)/.exec(request.query)?.[1];
    return table === undefined ? client.exec(request) : intercept(table, () => client.exec(request));
  };
  const intercepted = new Proxy(client, {
    get: (target, name) => {
      if (name === 'insert') return insert;
      return name === 'exec' ? exec : (Reflect.get(target, name, target) as unknown);
    },
  });
  return { ...readModels, client: intercepted };
}
