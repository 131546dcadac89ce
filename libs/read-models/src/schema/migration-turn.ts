import { setTimeout as delay } from 'node:timers/promises';
import { v4 as uuidV4 } from 'uuid';
import type { Database } from '../database/database.js';
import { readLiveMembers, writeHeartbeat, writeLeave } from '../projection/members.js';
import { createTable } from '../statements/statement.js';

/** The processes that migrate or want to, by their last sign of life: before any migration, so not one of them. */
export const CREATE_MIGRATORS = createTable({
  table: 'schema_migrators',
  columns: {
    member_id: 'UUID',
    heartbeat_at: { type: "DateTime64(3, 'UTC')", default: 'now64(3)' },
    has_left: 'UInt8',
  },
  replacing: ['heartbeat_at'],
  orderBy: ['member_id', 'has_left'],
  ttl: 'toDateTime(heartbeat_at) + INTERVAL 1 DAY',
});

const TABLE = 'schema_migrators';
/** How long one that died in the middle is waited for, in ms. */
const LEASE_MS = 15_000;
/** How often whoever waits looks again, in ms. */
const LOOK_AGAIN_MS = 100;

export interface TurnOptions {
  /** The same for all. Default 15,000. */
  readonly leaseMs?: number;
}

/**
 * Does what no two processes may do at once. `stillOurs` is to be called before each step: it throws when the turn may
 * have gone to another one, because no sign of life of ours got through for a lease.
 *
 * Each writes that it wants to, then reads who else does, and begins only when that is nobody: so of two, at least one
 * sees the other. Of those who see each other the one with the least id stays until the others are gone. The server's
 * clock says who lives; each counts its own lease from before it wrote (see `Membership` of the projector, and ADR 10).
 */
export async function inTurn(
  database: Database,
  work: (stillOurs: () => void) => Promise<void>,
  { leaseMs = LEASE_MS }: TurnOptions = {},
): Promise<void> {
  for (;;) {
    while ((await readLiveMembers(database, leaseMs, TABLE)).length > 0) await delay(LOOK_AGAIN_MS);
    const claim = new Claim(database, leaseMs);
    try {
      await claim.beat();
      if (await claim.isAlone()) return await work(() => claim.check());
    } finally {
      await claim.end();
    }
  }
}

/** One wish for a turn, which lives while it is not ended. */
class Claim {
  private readonly id = uuidV4();
  private endsAtMs = 0;
  private readonly beating: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly leaseMs: number,
  ) {
    // One that fails is made up for by the next, or the lease ends.
    this.beating = setInterval(() => void this.beat().catch(() => undefined), leaseMs / 5);
  }

  async beat(): Promise<void> {
    const endsAtMs = performance.now() + this.leaseMs;
    await writeHeartbeat(this.database, this.id, TABLE);
    this.endsAtMs = Math.max(this.endsAtMs, endsAtMs);
  }

  /** True once nobody else is there; false when another one goes first. */
  async isAlone(): Promise<boolean> {
    for (;;) {
      const [first, ...others] = await readLiveMembers(this.database, this.leaseMs, TABLE);
      if (first !== this.id) return false;
      if (others.length === 0) return true;
      await delay(LOOK_AGAIN_MS);
    }
  }

  check(): void {
    if (performance.now() >= this.endsAtMs) {
      throw new Error('The migration was given up: ClickHouse did not answer for a while, and another may have begun.');
    }
  }

  async end(): Promise<void> {
    clearInterval(this.beating);
    await writeLeave(this.database, this.id, TABLE).catch(() => undefined);
  }
}
