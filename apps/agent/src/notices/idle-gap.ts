/** A pause without input: the last input before it, and the first after it. Epoch milliseconds. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** What the idle question must know of the past. */
export interface Presence {
  /** The last known input. Undefined before the first one. */
  readonly lastInputAt: number | undefined;
  readonly isLocked: boolean;
  /** A film or a call is in front: its time counts, so nothing is missing. */
  readonly isCounted: boolean;
}

export const NOT_SEEN: Presence = { lastInputAt: undefined, isLocked: false, isCounted: false };

/** A shorter pause counts as time, or is not worth a question. Source: RescueTime, 5 minutes. */
export const SHORTEST_GAP_MS = 5 * 60_000;
/** Longer offline time cannot be posted. Source: RescueTime, 4 hours. So nights are not asked. */
export const LONGEST_GAP_MS = 4 * 3_600_000;

export type PresenceReport =
  | { type: 'input'; lastInputAt: number }
  | { type: 'locked'; isLocked: boolean }
  /** The window in front counts without input, or from this moment on it does not any more. */
  | { type: 'counts'; isCounted: boolean; at: number }
  /** The clock was set, or recording was paused: the time before says nothing about a gap. */
  | { type: 'forget' };

/**
 * Finds the gap that ends with an input. Each gap is found once. While the screen is locked no gap
 * ends: what is typed there is the password. `shortestMs` is at least the idle limit of the agent.
 *
 *     input   x x x |------ no input ------| x       gap: [last x before, first x after)
 *     lock            |-- locked --|  p              p does not end it: the screen is locked
 *     film    x |---- film ----|------ no input ------| x     gap: from the end of the film on
 */
export function afterReport(
  presence: Presence,
  report: PresenceReport,
  shortestMs = SHORTEST_GAP_MS,
): { presence: Presence; gap: Gap | null } {
  const none = (after: Presence) => ({ presence: after, gap: null });
  switch (report.type) {
    case 'locked':
      return none({ ...presence, isLocked: report.isLocked });
    case 'counts':
      return none({ ...presence, isCounted: report.isCounted, lastInputAt: presentUntil(presence, report.at) });
    case 'forget':
      return none({ ...presence, lastInputAt: undefined });
    case 'input': {
      const { lastInputAt: from } = presence;
      const { lastInputAt: to } = report;
      if (presence.isLocked || (from !== undefined && to <= from)) return none(presence);
      const after = { ...presence, lastInputAt: to };
      const lengthMs = from === undefined ? 0 : to - from;
      if (from === undefined || presence.isCounted) return none(after);
      const isAsked = lengthMs >= Math.max(shortestMs, SHORTEST_GAP_MS) && lengthMs <= LONGEST_GAP_MS;
      return { presence: after, gap: isAsked ? { from, to } : null };
    }
  }
}

/** Until when the person was there: the last input, or the end of what counts without any. */
function presentUntil({ lastInputAt, isCounted }: Presence, at: number): number | undefined {
  return isCounted && lastInputAt !== undefined ? Math.max(lastInputAt, at) : lastInputAt;
}
