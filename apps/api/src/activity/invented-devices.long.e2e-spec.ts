import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../testing/start-server.js';
import { until } from '../testing/until.js';

const ADMIN_TOKEN = 'admin-token-of-the-tests-0123456789';
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-01-01T00:00:00Z');
const CALLS = 20;
/**
 * An idle server has some 460 MiB, and these calls add some 40. The rest is for a busy machine,
 * where batches of the projector are larger. Before days and batches were bounded, the same calls
 * took 2,000 MiB.
 */
const MOST_MIB = 800;

let dataDir: string;
let started: ReturnType<typeof startServer>;
let origin: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'timeledger-devices-'));
  started = startServer(dataDir, { ADMIN_TOKEN });
  const [line] = (await started.listening) as [Buffer];
  origin = /http:\/\/[\d.]+:\d+/.exec(line.toString())?.[0] ?? '';
});
afterAll(async () => {
  started.server.kill();
  await started.ended;
  await rm(dataDir, { recursive: true, force: true });
});

async function post<T>(path: string, bearer: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as T;
}

/** The most memory that the server had so far, in MiB. */
async function peakMiB(): Promise<number> {
  const status = await readFile(`/proc/${started.server.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024;
}

/** A call of an invented device, with as many whole days of one date as a call may have. */
const invented = (n: number, day: number) => ({
  device: { id: `device-${n}`, machine: 'm', osUser: 'u' },
  source: 'computers',
  activities: Array.from({ length: 500 }, (_, index) => {
    const startedAt = FIRST_DAY + day * DAY_MS;
    const times = { startedAt: new Date(startedAt), endedAt: new Date(startedAt + DAY_MS) };
    return { id: `${n}-${index}`, application: `app ${n} ${index}`, title: `title ${index}`, ...times };
  }),
});

interface Recorded {
  readonly accepted: number;
  readonly rejected: readonly { readonly code: string }[];
}

// The memory of another process is read from /proc.
const isLinux = process.platform === 'linux';
if (!isLinux) process.stderr.write('NOT CHECKED: the memory beside invented devices. It is read on Linux only.\n');
const onLinux = isLinux ? it : it.skip;

describe('a server whose user invents devices that work around the clock', () => {
  onLinux('keeps its memory, and the rest of the day is refused by its hours', async () => {
    const user = { email: 'inventor@example.org', timeZone: 'UTC', plan: 'premium' };
    const { id } = await post<{ id: string }>('/api/v1/users', ADMIN_TOKEN, user);
    const { key } = await post<{ key: string }>(`/api/v1/users/${id}/keys`, ADMIN_TOKEN, { name: 'k', kind: 'full' });
    for (let n = 0; n < CALLS; n++) {
      // Ten days take what they may; ten calls bring more of the same days.
      const { accepted, rejected } = await post<Recorded>('/agent/v1/activities', key, invented(n, n % 10));
      expect([accepted, rejected.length]).toEqual(n < 10 ? [200, 300] : [0, 500]);
      expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(['day_full']));
    }
    await until('the devices of the last day', async () => {
      const headers = { authorization: `Bearer ${key}` };
      const answer = await fetch(`${origin}/api/v1/devices`, { headers });
      const { devices } = (await answer.json()) as { devices: { deviceId: string }[] };
      return devices.length === 10;
    });
    expect(await peakMiB()).toBeLessThan(MOST_MIB);
  });
});
