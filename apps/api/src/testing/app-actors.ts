import { randomUUID } from 'node:crypto';
import {
  type AuthorizationRequest,
  type KeyKind,
  type Plan,
  type ProviderIdentity,
  type Scope,
  SCOPES,
} from '@app/domain';
import type { INestApplication } from '@nestjs/common';
import type supertest from 'supertest';
import { Accounts } from '../identity/accounts.js';
import { Grants } from '../applications/grants.js';
import { SetUp } from '../set-up/set-up.js';
import { WeeklyMails } from '../weekly-mail/weekly-mails.js';

/** Where the applications of the tests send users back to. */
export const REDIRECT_URI = 'https://app.example/done';

/** A user of a test, with keys of three kinds. Each goes where a key of its kind belongs. */
export interface TestUser {
  readonly id: string;
  /** Reads and posts at the documented API. */
  readonly key: string;
  /** For what agents do. */
  readonly agentKey: string;
  /** For all else that the owner may do. It works in the `Authorization` header only. */
  readonly fullKey: string;
}

/** The actors of a test: users, applications, and their credentials. */
export interface AppActors {
  /** Every secret and address that was issued here. */
  readonly secrets: ReadonlySet<string>;
  /** Opens an account and makes its keys. */
  createUser(email: string, timeZone?: string, plan?: Plan): Promise<TestUser>;
  /** Opens an account without a key. Resolves to its id. */
  openAccount(email: string, timeZone?: string, plan?: Plan): Promise<string>;
  /** Makes one more key of this kind. Resolves to its secret. */
  createKey(userId: string, kind: KeyKind, expiresAt?: string): Promise<string>;
  /** Registers an application that may ask for every scope. `changes` are changes to its terms. */
  registerApplication(changes?: object): Promise<{ clientId: string; clientSecret: string }>;
  /**
   * Makes a code for an application, as the consent page does for all scopes or with these changes.
   */
  issueCode(userId: string, clientId: string, changes?: Partial<AuthorizationRequest>): Promise<string>;
  /** Links an account to a person at an identity provider, as the company's sign-in does. */
  linkProvider(userId: string, identity: ProviderIdentity): Promise<void>;
  /** Gives an account another address and this one again, as its owner does by mail. */
  moveAddress(userId: string, email: string): Promise<void>;
  /** The secret of a new link to the first account. Undefined once there was an account. */
  setUpLink(): Promise<string | undefined>;
  /** Sends the weekly mails that are due at the time of the clock. */
  sendWeeklyMails(): Promise<void>;
  /** Makes an access token that a user gave an application. */
  issueToken(userId: string, scopes: readonly Scope[]): Promise<string>;
}

interface Stage {
  readonly http: ReturnType<typeof supertest>;
  readonly adminToken: string;
  readonly app: INestApplication;
  readonly clock: () => number;
}

export function appActors({ http, adminToken, app, clock }: Stage): AppActors {
  const asAdmin = async <T>(path: string, body: object): Promise<T> =>
    (await http.post(path).set('Authorization', `Bearer ${adminToken}`).send(body).expect(201)).body as T;
  const secrets = new Set([adminToken]);
  const registerApplication: AppActors['registerApplication'] = async (changes) => {
    const terms = { name: 'Reporter', redirectUris: [REDIRECT_URI], scopes: SCOPES, ...changes };
    const client = await asAdmin<{ clientId: string; clientSecret: string }>('/api/v1/oauth-applications', terms);
    if (client.clientSecret) secrets.add(client.clientSecret);
    return client;
  };
  const createKey: AppActors['createKey'] = async (userId, kind, expiresAt) => {
    const asked = { name: kind, kind, ...(expiresAt !== undefined && { expiresAt }) };
    const { key } = await asAdmin<{ key: string }>(`/api/v1/users/${userId}/keys`, asked);
    secrets.add(key);
    return key;
  };
  const openAccount: AppActors['openAccount'] = async (email, timeZone = 'Europe/Berlin', plan = 'premium') => {
    const { id } = await asAdmin<{ id: string }>('/api/v1/users', { email, timeZone, plan });
    secrets.add(email);
    return id;
  };
  return {
    secrets,
    openAccount,
    createKey,
    async createUser(email, timeZone, plan) {
      const id = await openAccount(email, timeZone, plan);
      const [key, agentKey] = [await createKey(id, 'read_post'), await createKey(id, 'agent')];
      return { id, key, agentKey, fullKey: await createKey(id, 'full') };
    },
    registerApplication,
    async issueCode(userId, clientId, changes) {
      const asked = { clientId, redirectUri: REDIRECT_URI, scopes: SCOPES, ...changes };
      const code = await app.get(Grants).issueCode(userId, asked, clock());
      secrets.add(code);
      return code;
    },
    async setUpLink() {
      const secret = await app.get(SetUp).newLink();
      if (secret !== undefined) secrets.add(secret);
      return secret;
    },
    sendWeeklyMails: () => app.get(WeeklyMails).sendDue(),
    linkProvider: (userId, identity) => app.get(Accounts).logins.linkProvider(userId, identity, clock()),
    async moveAddress(userId, email) {
      for (const next of [`other-${email}`, email])
        await app.get(Accounts).logins.moveTo(userId, { email: next, by: 'mail' }, clock());
    },
    async issueToken(userId, scopes) {
      const { clientId } = await registerApplication();
      const token = await app.get(Grants).issueToken(randomUUID(), { userId, clientId, scopes }, clock());
      secrets.add(token);
      return token;
    },
  };
}
