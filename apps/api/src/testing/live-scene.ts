import { LiveListener } from './live-listener.js';
import { SignedIn } from './signed-in.js';
import type { TestUser } from './app-actors.js';
import type { TestApp } from './start-app.js';
import { until } from './until.js';

const PASSWORD = 'correct horse battery';

export const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

/** Users who listen to an application, and what changes for them. */
export class LiveScene {
  private readonly listeners: LiveListener[] = [];
  private users = 0;

  constructor(
    private readonly app: TestApp,
    private readonly url: string,
  ) {}

  /** Waits until changes are heard. At its start the application says that all may have changed. */
  async hears(): Promise<void> {
    const user = await this.newUser();
    const listener = await this.listen(bearer(user.key));
    await this.note(user);
    await listener.change();
  }

  newUser(): Promise<TestUser> {
    return this.app.createUser(`live-${(this.users += 1)}@example.org`);
  }

  /** A person with a password, signed in. */
  async signedIn() {
    const email = `live-${(this.users += 1)}@example.org`;
    const opened = await this.app.http
      .post('/api/v1/users')
      .set(bearer(this.app.adminToken))
      .send({ email, timeZone: 'Europe/Berlin', password: PASSWORD })
      .expect(201);
    const { id } = opened.body as { id: string };
    const browser = new SignedIn(this.app.http);
    await browser.signIn(email, PASSWORD);
    return { id, browser, cookie: { Cookie: browser.shown } };
  }

  /** Connects with this credential. `query` begins with a question mark. */
  async listen(headers: Record<string, string>, query = ''): Promise<LiveListener> {
    const listener = await LiveListener.connect(`${this.url}/api/v1/live${query}`, headers);
    this.listeners.push(listener);
    return listener;
  }

  /** The same, after the first sign of life. */
  async listening(headers: Record<string, string>): Promise<LiveListener> {
    const listener = await this.listen(headers);
    await listener.alive();
    return listener;
  }

  closeListeners(): void {
    this.listeners.splice(0).forEach((one) => one.close());
  }

  /** Three minutes of an agent. */
  post({ agentKey }: Pick<TestUser, 'agentKey'>, at = '2026-11-21T09:00:00Z') {
    const startedAt = Date.parse(at);
    return this.app.http
      .post('/agent/v1/activities')
      .set(bearer(agentKey))
      .send({
        device: { id: 'desk', machine: 'desk', osUser: 'ada' },
        source: 'computers',
        activities: [{ id: at, application: 'vim', startedAt, endedAt: startedAt + 180_000 }],
      })
      .expect(200);
  }

  note({ fullKey }: TestUser) {
    const highlight = { description: 'done', date: '2026-11-21' };
    return this.app.http.post('/api/v1/highlights').set(bearer(fullKey)).send(highlight).expect(201);
  }
}

/** Ends something while a program listens. The answer has to end within a second. */
export async function endsSoon(listener: LiveListener, end: () => PromiseLike<unknown>): Promise<void> {
  await listener.alive();
  await end();
  await until('the end of the answer', async () => listener.response.closed, 1_000);
}
