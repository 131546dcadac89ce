import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type ApiSettings, readSettings } from '@app/settings';
import { pino } from 'pino';
import supertest from 'supertest';
import { openStores, type Stores } from '../compose.js';
import { createApp } from '../create-app.js';
import { openApiDocument } from '../docs/open-api-document.js';
import { AnswerCheck } from './answer-check.js';
import { type AppActors, appActors } from './app-actors.js';
import { until } from './until.js';
import { watchAnswers } from './watch-answers.js';

/** Too long to be guessed. */
const ADMIN_TOKEN = 'admin-token-of-the-tests-0123456789';
/** Where the clock of an application under test begins: a Saturday noon in Berlin. */
export const NOON = Date.parse('2026-11-21T12:00:00+01:00');

/** Differences between answers and the OpenAPI document since the last check. */
const faults: string[] = [];
// Every end-to-end test checks every answer that it gets: this file is the only way to an
// application under test.
afterEach(requireDocumentedAnswers);

/**
 * The whole API on embedded stores in a folder of its own, with a clock that stands still until it
 * is set.
 */
export interface TestApp extends AppActors {
  readonly http: ReturnType<typeof supertest>;
  readonly adminToken: string;
  readonly stores: Stores;
  /** The folder of both stores. */
  readonly dataDir: string;
  /** All log entries so far, at the most detailed level. */
  readonly logged: () => string;
  /** Listens on a port, for a browser; a free one by default. Resolves to the address. */
  listen(port?: number): Promise<string>;
  /** Sets the clock of the API, in epoch ms. */
  setNow(now: number): void;
  /** Resolves when reports show all that was acknowledged. */
  caughtUp(): Promise<void>;
  /**
   * Throws when the log has any secret or address that was issued. So every end-to-end test checks
   * that.
   */
  close(): Promise<void>;
}

const NO_LIMITS = { perMinute: 0, perHour: 0, ingestPerMinute: 0 };

const NO_BUDGET = { perMinute: 0, megabytesPerDay: 0 };

/** The settings that a test may choose. The others are as open as they can be. */
export type TestSettings = Partial<ApiSettings>;

export async function startApp(chosen: TestSettings = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'timeledger-api-'));
  let now = NOON;
  const clock = () => now;
  const entries: string[] = [];
  const sink = new Writable({ write: (entry: Buffer, _encoding, done) => (entries.push(entry.toString()), done()) });
  const log = pino({ level: 'trace' }, sink);
  const environment = { DATA_DIR: dataDir, SIGN_UP: 'on' };
  const settings = { ...readSettings('api', environment), rateLimits: NO_LIMITS, imports: NO_BUDGET, ...chosen };
  const stores = await openStores(settings, log);
  const { adminToken = ADMIN_TOKEN } = chosen;
  const app = await startedApp(stores, () => createApp({ settings, stores, adminToken, clock, log }));
  const http = supertest(app.getHttpServer());
  const actors = appActors({ http, adminToken, app, clock });
  return {
    ...actors,
    http,
    adminToken,
    dataDir,
    stores,
    logged: () => entries.join(''),
    async listen(port = 0) {
      await app.listen(port, '127.0.0.1');
      return app.getUrl();
    },
    setNow(ms) {
      now = ms;
    },
    caughtUp: () => caughtUp(http),
    async close() {
      await app.close();
      await stores.close();
      await rm(dataDir, { recursive: true, force: true });
      requireDiscretion(entries.join(''), actors.secrets);
      requireDocumentedAnswers();
    },
  };
}

/** The application, with every answer watched. Closes the stores when it cannot start. */
async function startedApp(stores: Stores, create: () => ReturnType<typeof createApp>): ReturnType<typeof createApp> {
  try {
    const app = await create();
    await app.init();
    const check = new AnswerCheck(openApiDocument(app));
    watchAnswers(app.getHttpServer(), (answer) => {
      const fault = check.faultIn(answer);
      if (fault !== undefined) faults.push(fault);
    });
    return app;
  } catch (error) {
    // Otherwise the test would say only that it leaves handles open.
    await stores.close();
    throw error;
  }
}

function requireDocumentedAnswers(): void {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error([...new Set(found)].slice(0, 20).join('\n'));
}

function requireDiscretion(log: string, secrets: ReadonlySet<string>): void {
  const said = [...secrets].filter((secret) => log.includes(secret));
  if (said.length > 0) throw new Error(`the log says ${said.length} of ${secrets.size} secrets`);
}

async function caughtUp(http: TestApp['http']): Promise<void> {
  await until('reports to catch up', async () => {
    const { body } = (await http.get('/api/v1/status')) as { body: { projector: { caughtUp: boolean } } };
    return body.projector.caughtUp;
  });
}
