/** A moment by both clocks of this machine. */
export interface Moment {
  wallMs: number;
  /** It never jumps, but may stand still while the machine sleeps. */
  monotonicMs: number;
}

/** A focus session as the server has told it, with its end by the clocks of this machine. */
export interface FocusSession {
  readonly id: number;
  readonly endsAt: Moment;
  /** Windows are left alone before this moment of the monotonic clock. */
  readonly graceUntilMs: number;
  readonly levels: readonly number[];
  readonly allowed: readonly string[];
}

/** What the server says about focus. Null: no session runs. */
export type ToldFocus = {
  readonly sessionId: number;
  readonly remainingSeconds: number;
  readonly durationMinutes: number;
  readonly blockedLevels: readonly number[];
  readonly allowed: readonly string[];
} | null;

/** A person gets so long to leave what distracts when a session begins. */
export const GRACE_MS = 10_000;
/** An agent that starts in the middle of a session gives no time: the session has begun before. */
const JUST_BEGUN_SECONDS = 120;

/**
 * The session after an answer of the server. `asked` is the moment at which the question left: the
 * rest of the session is counted from there, so a slow answer never makes it longer.
 *
 * Stale answers change nothing: one whose time has passed, and one of an earlier session than the
 * newest that this agent knows (`newestId`).
 *
 *     server   |-------- session --------|        remainingSeconds: r
 *     agent         asked ... answer     asked + r: it ends, though the server is away
 */
export function sessionAfter(
  told: ToldFocus,
  { known, newestId, asked }: { known: FocusSession | null; newestId: number; asked: Moment },
): FocusSession | null {
  if (told === null) return null;
  if (told.remainingSeconds <= 0 || told.sessionId < newestId) return known;
  const isKnown = known?.id === told.sessionId;
  const elapsedSeconds = told.durationMinutes * 60 - told.remainingSeconds;
  const isFirstLook = newestId === 0;
  const hasGrace = !isFirstLook || elapsedSeconds < JUST_BEGUN_SECONDS;
  const remainingMs = told.remainingSeconds * 1_000;
  return {
    id: told.sessionId,
    endsAt: { wallMs: asked.wallMs + remainingMs, monotonicMs: asked.monotonicMs + remainingMs },
    graceUntilMs: isKnown ? known.graceUntilMs : asked.monotonicMs + (hasGrace ? GRACE_MS : 0),
    levels: told.blockedLevels,
    allowed: told.allowed,
  };
}

/**
 * Whether the session is over. Either clock ends it: the monotonic one may stand still while the
 * machine sleeps.
 */
export const isOver = ({ endsAt }: FocusSession, now: Moment): boolean =>
  now.monotonicMs >= endsAt.monotonicMs || now.wallMs >= endsAt.wallMs;
