import { startApp, type TestApp } from '../testing/start-app.js';
import { REFUSAL_STEP_MS } from './refusal-time.js';

const PASSWORD = 'correct horse battery';
const SAMPLES = 20;
/** The attack that found a difference compared these. */
const PERCENTILES = [10, 50] as const;

let app: TestApp;
let client = 0;
beforeAll(async () => {
  app = await startApp({ trustProxy: 1 });
  await app.http
    .post('/api/v1/users')
    .set('Authorization', `Bearer ${app.adminToken}`)
    .send({ email: 'known@example.org', timeZone: 'UTC', password: PASSWORD })
    .expect(201);
});
afterAll(() => app.close());

/** How long a sign-in with a wrong password takes, in ms. Each comes from another client. */
async function timeOf(email: string, { status, address, cookies = '' }: Refusal): Promise<number> {
  const startedMs = performance.now();
  await app.http
    .post('/sign-in')
    .set('X-Forwarded-For', address ?? `192.0.2.${client++ % 200}`)
    .set('Cookie', cookies)
    .type('form')
    .send({ email, password: 'wrong password' })
    .expect(status);
  return performance.now() - startedMs;
}

interface Refusal {
  readonly status: number;
  readonly address?: string;
  readonly cookies?: string;
}

const percentile = (times: readonly number[], percent: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length * percent) / 100)] as number;

/** Compares an account with an address that has none, one sign-in of each after the other. */
async function requireAlike(refusal: Refusal): Promise<void> {
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let n = 0; n < SAMPLES; n++) {
    known.push(await timeOf('known@example.org', refusal));
    unknown.push(await timeOf('unknown@example.org', refusal));
  }
  for (const percent of PERCENTILES) {
    const [a, b] = [percentile(known, percent), percentile(unknown, percent)];
    // A timer may end a millisecond early.
    expect(Math.min(a, b)).toBeGreaterThanOrEqual(REFUSAL_STEP_MS - 2);
    // On a busy machine, one of the two may need a step more.
    expect(Math.abs(a - b)).toBeLessThan(1.5 * REFUSAL_STEP_MS);
  }
}

describe('the time of a refusal', () => {
  it('is the same for a wrong password and for an unknown address', () => requireAlike({ status: 401 }));

  it('is the same for both when the client is at its limit and shows a device that is not known', async () => {
    const address = '198.51.100.1';
    for (let n = 0; n < 20; n++) await timeOf('others@example.org', { status: 401, address });
    const cookies = `timeledger_device=${'a'.repeat(22)}.${'b'.repeat(43)}`;
    await requireAlike({ status: 429, address, cookies });
  });
});
