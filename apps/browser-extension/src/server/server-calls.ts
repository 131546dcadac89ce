import { answerOf, createTimeledgerClient, type TimeledgerClient, TimeledgerError } from '@app/client';
import type { BrowserName } from '../browser/browser-name.js';
import { APPLICATIONS } from '../browser/browser-name.js';
import type { ServerAccess } from '../settings/settings.js';
import type { StayRecord } from '../stays/stays.js';
import type { Focus } from './focus-block.js';

/** The device of this browser. Its id stays as long as the extension is installed. */
export interface BrowserDevice {
  readonly id: string;
  readonly browser: BrowserName;
  /** The operating system, as the browser calls it. */
  readonly platform: string;
}

/** What became of one call. Only `taken` means that the server has the records. */
export type SendOutcome =
  | {
      readonly type: 'taken';
      /** Places in the batch that the server refuses for good. */
      readonly refused: readonly number[];
      /** Places in the batch that are of the server's future: this computer's clock is fast. */
      readonly early: readonly number[];
      readonly nextSyncSeconds: number;
    }
  | { readonly type: 'too-large' }
  | { readonly type: 'key-refused' }
  | { readonly type: 'too-many-devices' }
  | { readonly type: 'failed'; readonly retryAfterSeconds: number | undefined };

/** An erasure that the user asked for. Half-open, epoch ms. */
export interface ErasedTime {
  readonly from: number;
  readonly to: number;
}

export interface Commands {
  readonly focus: Focus | null;
  readonly erased: readonly ErasedTime[];
  readonly nextPollSeconds: number;
}

const PATIENCE_MS = 20_000;

/** What the extension asks of a server, with a key of kind *agent*. */
export class ServerCalls {
  private readonly client: TimeledgerClient;

  constructor(
    private readonly access: ServerAccess,
    private readonly device: BrowserDevice,
  ) {
    this.client = createTimeledgerClient({
      baseUrl: access.url,
      key: access.key,
      // A redirection would carry the key to another place.
      fetch: (request) =>
        fetch(request, { redirect: 'error', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) }),
    });
  }

  /** The body of a call that brings these records. */
  bodyOf(records: readonly StayRecord[]) {
    const { id, browser, platform } = this.device;
    return {
      device: { id, machine: this.access.device, osUser: '', platform },
      source: 'computers' as const,
      activities: records.map(({ id: activityId, page: { host, path, title }, startedAt, endedAt }) => ({
        ...{ id: activityId, application: APPLICATIONS[browser], url: `https://${host}${path}` },
        ...{ title: title === '' ? null : title, startedAt, endedAt },
      })),
    };
  }

  /** Brings records. Never throws. */
  async send(body: ReturnType<ServerCalls['bodyOf']>): Promise<SendOutcome> {
    try {
      const answer = await answerOf(this.client.POST('/agent/v1/activities', { body }));
      // A login page of the network may answer 200 with a text of its own.
      if (typeof answer?.accepted !== 'number' || !Array.isArray(answer.rejected)) return FAILED;
      const early = answer.rejected.filter(({ code }) => code === 'in_future');
      const refused = answer.rejected.filter(({ code }) => code !== 'in_future');
      const [earlyPlaces, places] = [early, refused].map((list) => list.map(({ index }) => index));
      return {
        ...{ type: 'taken', refused: places ?? [], early: earlyPlaces ?? [] },
        nextSyncSeconds: secondsIn(answer.nextSyncSeconds, 180),
      };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  /** What the server wants agents to do. Throws a `TimeledgerError`. */
  async commands(): Promise<Commands> {
    const answer = (await answerOf(this.client.GET('/agent/v1/commands'))) as Readonly<Record<string, unknown>>;
    return readCommands(answer);
  }

  /** The level of productivity of a name, -2 to 2; null when the server does not tell. */
  async levelOf(name: string): Promise<number | null> {
    const answer = await answerOf(this.client.POST('/agent/v1/levels', { body: { names: [name] } }));
    const level: unknown = answer?.levels?.[0]?.level;
    return typeof level === 'number' ? level : null;
  }

  /** Whether the key opens this server. */
  async tryKey(): Promise<'works' | 'key-refused' | 'no-answer'> {
    try {
      const { nextPollSeconds } = (await answerOf(this.client.GET('/agent/v1/commands'))) ?? {};
      return typeof nextPollSeconds === 'number' ? 'works' : 'no-answer';
    } catch (error) {
      return outcomeOf(error).type === 'key-refused' ? 'key-refused' : 'no-answer';
    }
  }

  /** All seconds of today that the server knows, of all devices. */
  async secondsToday(): Promise<number> {
    const answer = await answerOf(this.client.GET('/agent/v1/today'));
    return typeof answer?.seconds === 'number' ? answer.seconds : 0;
  }
}

const FAILED: SendOutcome = { type: 'failed', retryAfterSeconds: undefined };

/** A proxy may answer 401 or 403 too. Only a code of our server says something about the key. */
function outcomeOf(error: unknown): SendOutcome {
  if (!(error instanceof TimeledgerError)) return FAILED;
  const { status, code, retryAfterSeconds } = error;
  if (status === 413) return { type: 'too-large' };
  if (code === 'too_many_devices') return { type: 'too-many-devices' };
  if ((status === 401 || status === 403) && code !== 'unknown') return { type: 'key-refused' };
  return { type: 'failed', retryAfterSeconds };
}

/** An older server tells less: without levels nothing is blocked. */
export function readCommands({ focus, erasures, nextPollSeconds }: Readonly<Record<string, unknown>>): Commands {
  return { focus: focusIn(focus), erased: erasedIn(erasures), nextPollSeconds: secondsIn(nextPollSeconds, 60) };
}

function focusIn(value: unknown): Focus | null {
  if (typeof value !== 'object' || value === null) return null;
  const { sessionId, endsAt, blockedLevels, allowed } = value as Readonly<Record<string, unknown>>;
  const end = typeof endsAt === 'string' ? Date.parse(endsAt) : NaN;
  if (!Number.isFinite(end)) return null;
  return {
    ...{ sessionId: String(sessionId), endsAt: end },
    blockedLevels: listIn(blockedLevels).filter((one) => typeof one === 'number'),
    allowed: listIn(allowed).filter((one) => typeof one === 'string'),
  };
}

const erasedIn = (value: unknown): ErasedTime[] =>
  listIn(value).flatMap((one) => {
    const { from, to, activity, device } = (one ?? {}) as Readonly<Record<string, unknown>>;
    const [begin, end] = [Date.parse(String(from)), Date.parse(String(to))];
    // An erasure of one activity or device is the server's own work: it knows the names.
    return activity === undefined && device === undefined && begin < end ? [{ from: begin, to: end }] : [];
  });

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const secondsIn = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value >= 1 && value <= 86_400 ? value : otherwise;
