import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { adminTokenFile, type AdminSettings } from '@app/settings';

/** What went wrong, in a sentence for the person at the terminal. */
export class AdminError extends Error {}

/** The answer to one batch of an import. */
export interface ImportAnswer {
  readonly imported: number;
  readonly grown: number;
  readonly duplicates: number;
  readonly rejected: readonly { line: number; code: string; message: string }[];
  readonly seconds?: { readonly given: number; readonly stored: number };
}

/** A new key: its name, its kind (`read_post` when absent), and the moment at which it expires. */
export interface KeyTerms {
  readonly name: string;
  readonly kind?: string | undefined;
  readonly expiresAt?: string | undefined;
}

/** A key that was just made. */
export interface MadeKey {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly expiresAt: string | null;
  readonly key: string;
}

/** An account, as the server lists it. */
export interface ListedUser {
  readonly id: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly timeZone: string;
  readonly plan: string;
  readonly hasPassword: boolean;
  readonly keys: number;
}

export interface ListedApplication {
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly public: boolean;
}

/** How often a call is sent again when the server asks to wait. */
const MOST_WAITS = 10;

type Wait = (seconds: number) => Promise<unknown>;

const waitSeconds: Wait = (seconds) => setTimeout(seconds * 1_000);

/**
 * A thin client of the admin routes of our HTTP contract. When the server answers 429, it waits as
 * long as `Retry-After` says, and sends the call again.
 */
export class AdminClient {
  private constructor(
    private readonly server: string,
    private readonly token: string,
    private readonly wait: Wait = waitSeconds,
  ) {}

  /**
   * Takes the token from the settings, or else from the data folder. Throws AdminError when there
   * is none.
   */
  static async connect({ server, settings }: { server: string; settings: AdminSettings }): Promise<AdminClient> {
    const path = adminTokenFile(settings.dataDir);
    const token =
      settings.adminToken ??
      (await readFile(path, 'utf8').catch(() => {
        throw new AdminError(`No admin token: set ADMIN_TOKEN, or DATA_DIR to the server's data folder (${path}).`);
      }));
    return new AdminClient(server, token.trim());
  }

  /** A client with a full API key. Its owner may only do what concerns their own account. */
  static as(key: string, server: string, wait?: Wait): AdminClient {
    return new AdminClient(server, key, wait);
  }

  /**
   * Sends one batch of an import. It goes to the account of the key, or to the account that the
   * administrator names.
   */
  import(batch: object, userId?: string): Promise<ImportAnswer> {
    const path = userId === undefined ? '/api/v1/imports' : `/api/v1/users/${encodeURIComponent(userId)}/imports`;
    return this.post(path, batch);
  }

  /**
   * Opens an account and makes its first two keys: one that reads and posts, and one for an agent.
   */
  async createUser(user: { email: string; timeZone: string; plan?: string | undefined }, keyName: string) {
    const { id, email } = await this.post<{ id: string; email: string }>('/api/v1/users', user);
    const { key } = await this.createKey(id, { name: keyName });
    const { key: agentKey } = await this.createKey(id, { name: 'agent', kind: 'agent' });
    return { id, email, key, agentKey };
  }

  createKey(userId: string, terms: KeyTerms): Promise<MadeKey> {
    return this.post(`/api/v1/users/${encodeURIComponent(userId)}/keys`, terms);
  }

  /** Sets the password of an account, and ends all of its sessions. */
  async setPassword(userId: string, password: string): Promise<{ id: string }> {
    await this.send('PUT', `/api/v1/users/${encodeURIComponent(userId)}`, { password });
    return { id: userId };
  }

  /** Gives an account another e-mail address. The administrator vouches for it. */
  async setAddress(userId: string, email: string): Promise<{ id: string }> {
    await this.send('PUT', `/api/v1/users/${encodeURIComponent(userId)}`, { email });
    return { id: userId };
  }

  /** Turns the second step to sign in off, for a user who has lost phone and recovery codes. */
  async removeSecondFactor(userId: string): Promise<{ id: string }> {
    await this.send('DELETE', `/api/v1/users/${encodeURIComponent(userId)}/second-factor`, {});
    return { id: userId };
  }

  /** Makes a link that sets a new password, once. Only this answer has it. */
  createResetLink(userId: string): Promise<{ url: string; expiresAt: string }> {
    return this.send('POST', `/api/v1/users/${encodeURIComponent(userId)}/reset-link`, {});
  }

  registerApplication(terms: {
    name: string;
    redirectUris: readonly string[];
    scopes: readonly string[];
    public: boolean;
  }): Promise<{ clientId: string; clientSecret?: string }> {
    return this.post('/api/v1/oauth-applications', terms);
  }

  rotateSecret(clientId: string): Promise<{ clientSecret: string }> {
    return this.post(`/api/v1/oauth-applications/${encodeURIComponent(clientId)}/secret`, {});
  }

  /** The open accounts, oldest first, or those with a part in their address. One page at a time. */
  async *users(email?: string): AsyncGenerator<ListedUser> {
    for (let after: string | undefined; ;) {
      const query = new URLSearchParams({
        ...(email !== undefined && { email }),
        ...(after !== undefined && { after }),
      });
      const page = await this.get<{ users: ListedUser[]; next?: string }>(`/api/v1/users?${query.toString()}`);
      yield* page.users;
      if (page.next === undefined) return;
      after = page.next;
    }
  }

  user(userId: string): Promise<ListedUser> {
    return this.get(`/api/v1/users/${encodeURIComponent(userId)}`);
  }

  /** Closes an account and erases everything in it. Resolves to the id of the erasure. */
  async eraseUser(userId: string): Promise<{ id: string }> {
    return this.send('DELETE', `/api/v1/users/${encodeURIComponent(userId)}`);
  }

  async applications(): Promise<readonly ListedApplication[]> {
    return (await this.get<{ applications: ListedApplication[] }>('/api/v1/oauth-applications')).applications;
  }

  async removeApplication(clientId: string): Promise<void> {
    await this.send('DELETE', `/api/v1/oauth-applications/${encodeURIComponent(clientId)}`);
  }

  private get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  private post<T>(path: string, body: object): Promise<T> {
    return this.send('POST', path, body);
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    let response = await this.fetch(method, path, body);
    for (let waits = 0; response.status === 429 && waits < MOST_WAITS; waits++) {
      const seconds = Number(response.headers.get('retry-after'));
      if (!(seconds > 0)) break;
      await response.body?.cancel();
      await this.wait(seconds);
      response = await this.fetch(method, path, body);
    }
    const answer = (await response.json().catch(() => ({}))) as T & {
      error?: { message?: string; details?: string[] };
    };
    if (response.ok) return answer;
    const { message = `status ${response.status}`, details = [] } = answer.error ?? {};
    throw new AdminError([message, ...details].join('\n  '));
  }

  private async fetch(method: string, path: string, body?: object): Promise<Response> {
    try {
      return await fetch(this.server.replace(/\/+$/, '') + path, {
        method,
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch {
      throw new AdminError(`No answer from ${this.server}. Is the server running there?`);
    }
  }
}
