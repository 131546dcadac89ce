import { setTimeout as delay } from 'node:timers/promises';
import { v4 as uuidV4 } from 'uuid';
import type { Database } from '../database/database.js';
import { readLiveMembers, writeHeartbeat, writeLeave } from '../projection/members.js';
import { createTable } from '../statements/statement.js';

/**
 * The processes that migrate or wait to migrate, with their last sign of life. It must exist before
 * any migration, so it is not one of them.
 */
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
/** How long the others wait for a process that died during a migration, in ms. */
const LEASE_MS = 15_000;
/** How often a waiting process looks again, in ms. */
const LOOK_AGAIN_MS = 100;

export interface TurnOptions {
  /** All processes must use the same. Default 15,000. */
  readonly leaseMs?: number;
}

/**
 * Runs `work`, which two processes must never do at once. Call `stillOurs` before each step. It
 * throws when another process may have the turn: that is so when our heartbeat failed for a whole
 * lease.
 *
 * Each process first writes a claim and then reads the claims of the others. It begins when there
 * is no other claim. So of two processes, at least one sees the other. When several see each other,
 * the one with the least id stays and waits until the others are gone. The server's clock decides
 * which claims live. Each process counts its own lease from before it wrote the claim (see
 * `Membership` of the projector, and ADR 10).
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

/** One claim to the turn. It sends heartbeats until `end`. */
class Claim {
  private readonly id = uuidV4();
  private endsAtMs = 0;
  private readonly beating: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly leaseMs: number,
  ) {
    // After a failed heartbeat the next one renews the lease, or the lease ends.
    this.beating = setInterval(() => void this.beat().catch(() => undefined), leaseMs / 5);
  }

  async beat(): Promise<void> {
    const endsAtMs = performance.now() + this.leaseMs;
    await writeHeartbeat(this.database, this.id, TABLE);
    this.endsAtMs = Math.max(this.endsAtMs, endsAtMs);
  }

  /** Waits until this claim is the only one: true. False at once when another claim goes first. */
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
