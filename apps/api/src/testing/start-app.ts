import { credentialDecider, credentialStream, type Plan, type Scope } from '@app/domain';
import { handleCommand } from '@app/event-store';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import supertest from 'supertest';
import { sha256 } from '../access/secrets.js';
import { openStores, type Stores } from '../compose.js';
import { createApp } from '../create-app.js';
import { readSettings } from '../settings/settings.js';

const ADMIN_TOKEN = 'admin-token-of-the-tests';
/** Where the clock of an application under test begins: a Saturday noon in Berlin. */
export const NOON = Date.parse('2026-11-21T12:00:00+01:00');
const PATIENCE_MS = 10_000;

/** The whole API on embedded stores in a folder of its own, with a clock that stands still until it is set. */
export interface TestApp {
  readonly http: ReturnType<typeof supertest>;
  readonly adminToken: string;
  readonly stores: Stores;
  /** The folder of both stores. */
  readonly dataDir: string;
  /** Everything that was logged so far, at the most talkative level. */
  readonly logged: () => string;
  /** Opens an account and makes a key for it. */
  createUser(email: string, timeZone?: string, plan?: Plan): Promise<{ id: string; key: string }>;
  /** An access token that a user gave an application. */
  issueToken(userId: string, scopes: readonly Scope[]): Promise<string>;
  /** Sets the clock of the API, in epoch ms. */
  setNow(now: number): void;
  /** Resolves when reports show all that was acknowledged. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startApp(): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'timeledger-api-'));
  let now = NOON;
  const entries: string[] = [];
  const sink = new Writable({ write: (entry: Buffer, _encoding, done) => (entries.push(entry.toString()), done()) });
  const log = pino({ level: 'trace' }, sink);
  const settings = readSettings({ DATA_DIR: dataDir, EMBEDDED_EVENTSTORE_PORT: '0' });
  const stores = await openStores(settings, log);
  const app = await createApp({ stores, adminToken: ADMIN_TOKEN, clock: () => now, log, trustProxy: 0 });
  await app.init();
  const http = supertest(app.getHttpServer());
  const asAdmin = (path: string, body: object) =>
    http.post(path).set('Authorization', `Bearer ${ADMIN_TOKEN}`).send(body).expect(201);
  return {
    http,
    adminToken: ADMIN_TOKEN,
    dataDir,
    stores,
    logged: () => entries.join(''),
    async createUser(email, timeZone = 'Europe/Berlin', plan = 'premium') {
      const user = (await asAdmin('/api/v1/users', { email, timeZone, plan })).body as { id: string };
      const key = (await asAdmin(`/api/v1/users/${user.id}/keys`, { name: 'test' })).body as { key: string };
      return { id: user.id, key: key.key };
    },
    async issueToken(userId, scopes) {
      const token = randomUUID();
      await handleCommand(stores.eventStore, credentialStream(sha256(token)), credentialDecider, {
        type: 'IssueCredential',
        data: { kind: 'access-token', userId, credentialId: randomUUID(), clientId: 'client-of-the-tests', scopes },
        metadata: { now, principalId: userId },
      });
      return token;
    },
    setNow(ms) {
      now = ms;
    },
    async caughtUp() {
      for (const deadline = Date.now() + PATIENCE_MS; ;) {
        const { body } = (await http.get('/api/v1/status')) as { body: { projector: { caughtUp: boolean } } };
        if (body.projector.caughtUp) return;
        if (Date.now() > deadline) throw new Error(`reports did not catch up: ${JSON.stringify(body)}`);
      }
    },
    async close() {
      await app.close();
      await stores.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
