import 'reflect-metadata';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { readOrMakeAdminToken } from './ground/admin-token.js';
import { EventStoreRefusedError } from '@app/event-store';
import { FolderNotPrivateError } from './ground/private-folder.js';
import { openStores, StartError } from './compose.js';
import { createLog } from './logging/create-log.js';
import type { SetUp } from './set-up/set-up.js';
import { InvalidSettingsError, readSettings, type ApiSettings } from '@app/settings';

/** Serves until a signal or a failure of a part. Resolves when everything is closed. */
async function serve(settings: ApiSettings, log: Logger): Promise<void> {
  const stopSignal = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  // The stores open on threads of their own while this one loads the modules of the application.
  const opening = openStores(settings, log);
  const application = Promise.all([import('./create-app.js'), import('./set-up/set-up.js')]);
  application.catch(() => undefined);
  const stores = await opening;
  try {
    const [{ createApp }, { SetUp }] = await application;
    const adminToken = await readOrMakeAdminToken(settings);
    const app = await createApp({ settings, stores, adminToken, clock: Date.now, log });
    try {
      await listen(app, settings);
      const { port } = app.getHttpServer().address() as AddressInfo;
      process.stdout.write(`listening on ${urlOf(settings.host, port)}\n`);
      void announceSetUp(app.get(SetUp), settings.publicUrl ?? urlOf(nameHere(settings.host), port), log);
      const failure = await Promise.race([stores.failed, stopSignal.then(() => undefined)]);
      if (failure) throw failure;
      log.info({}, 'stopping');
    } finally {
      // HTTP comes first: running requests are answered, and no new request comes in.
      await app.close();
    }
  } finally {
    await stores.close();
  }
}

/** Throws StartError when another program uses the port. */
async function listen(app: NestExpressApplication, { port, host }: ApiSettings): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(`Port ${port} is in use. Set PORT to another port, or stop the program that uses it.`);
  }
}

/**
 * Prints the link to the first account of a server without one. The link goes to the output of the
 * program and not into the log. What follows `#` is not sent to servers.
 */
async function announceSetUp(setUp: SetUp, origin: string, log: Logger): Promise<void> {
  try {
    const secret = await setUp.newLink();
    if (secret === undefined) return;
    const lines = ['There is no account yet. Make the first one here, within a day:', `${origin}/set-up#${secret}`];
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    log.warn({ error: (error as Error).name }, 'The link to the first account could not be made.');
  }
}

/** A name by which this machine reaches a server that listens on the address. */
const nameHere = (host: string): string => ({ '0.0.0.0': '127.0.0.1', '::': '::1' })[host] ?? host;

const urlOf = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Errors whose message is a sentence for the person who starts the program. */
const FOR_PEOPLE = [InvalidSettingsError, StartError, FolderNotPrivateError, EventStoreRefusedError];

// No file of this process is for other users. This holds for its threads too, and so for the files
// of both embedded stores.
process.umask(0o077);

try {
  const settings = readSettings('api', process.env);
  await serve(settings, createLog(settings.logLevel));
} catch (error) {
  const isForPeople = FOR_PEOPLE.some((kind) => error instanceof kind);
  process.stderr.write(`${isForPeople ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
