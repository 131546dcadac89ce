/** Reads what the program at the agent's port answered. It may be any program: trust no field. */

/** A site that must not be open now. */
export interface Block {
  readonly host: string;
  /** Epoch ms. */
  readonly endsAt: number;
  readonly mayExtend: boolean;
}

export interface TabAnswer {
  readonly isPaused: boolean;
  /** Epoch ms; null when the pause has no end, or there is none. */
  readonly pausedUntil: number | null;
  readonly block: Block | null;
}

export interface TopSite {
  readonly site: string;
  readonly seconds: number;
}

export interface AgentState {
  readonly device: string | null;
  readonly isPaused: boolean;
  readonly pausedUntil: number | null;
  readonly focusEndsAt: number | null;
  readonly top: readonly TopSite[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The answer to `/v1/tab`. Null when it is not one: a stranger may listen at the port. */
export function readTabAnswer({ paused, pausedUntil, block }: Fields): TabAnswer | null {
  if (typeof paused !== 'boolean') return null;
  return { isPaused: paused, pausedUntil: momentIn(pausedUntil), block: blockIn(block) };
}

/** The answer to `/v1/state`. Null when it is not one. */
export function readAgentState({ device, paused, pausedUntil, focus, top }: Fields): AgentState | null {
  if (typeof paused !== 'boolean' || !Array.isArray(top)) return null;
  return {
    device: textIn(device) ?? textIn(fieldsOf(device).name) ?? null,
    isPaused: paused,
    pausedUntil: momentIn(pausedUntil),
    focusEndsAt: momentIn(fieldsOf(focus).endsAt),
    top: top.flatMap(topSiteIn).slice(0, MOST_SITES),
  };
}

const MOST_SITES = 10;
const LONGEST_NAME = 255;

function blockIn(value: unknown): Block | null {
  const { host, endsAt, mayExtend } = fieldsOf(value);
  const until = momentIn(endsAt);
  if (textIn(host) === undefined || until === null) return null;
  return { host: String(host).slice(0, LONGEST_NAME), endsAt: until, mayExtend: mayExtend === true };
}

function topSiteIn(value: unknown): TopSite[] {
  const { site, seconds } = fieldsOf(value);
  const isTime = typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0;
  return typeof site === 'string' && isTime ? [{ site: site.slice(0, LONGEST_NAME), seconds }] : [];
}

/** The last moment that a date can hold. A later one cannot be shown. */
const LAST_MOMENT_MS = 8.64e15;

/** Epoch ms of a moment: ISO 8601, or epoch ms already. */
export function momentIn(value: unknown): number | null {
  const moment = typeof value === 'string' ? Date.parse(value) : value;
  return typeof moment === 'number' && Math.abs(moment) <= LAST_MOMENT_MS ? moment : null;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
