import type { Block } from '../agent/agent-answers.js';
import { inOrder } from '../browser/in-order.js';
import { backOffSeconds } from '../server/pace.js';
import { blockFor, MORE_MS } from '../server/focus-block.js';
import { type Happening, step } from '../stays/stays.js';
import { withoutWww } from '../privacy/exclusions.js';
import { Sending } from './sending.js';
import { ServerMemory, type ServerWayParts, type Session, topSites, withTime } from './server-memory.js';
import { type Look, NOTHING_SHOWN, type Shown, type Way } from './way.js';

/** Levels of more hosts are asked again. */
const MOST_LEVELS = 500;

/**
 * The extension keeps the time alone, and brings it to the server. It does so only while no agent
 * on this computer does: both together would count everything twice.
 */
export class ServerWay implements Way {
  private readonly memory: ServerMemory;
  private readonly sending: Sending;
  private readonly alone = inOrder();

  constructor(private readonly parts: ServerWayParts) {
    this.memory = new ServerMemory(parts.local, parts.session);
    this.sending = new Sending(parts, this.memory);
  }

  async look(look: Look): Promise<Block | null> {
    const { isAgentHere } = await this.alone(() => this.take(look));
    const block = isAgentHere ? null : await this.blockOf(look.page?.host ?? null);
    return block;
  }

  /** What is due: questions to the server, and records for it. Once in each alarm. */
  async due(): Promise<void> {
    const isAgentHere = await this.parts.isAgentHere();
    await this.alone(() => this.memory.change({ isAgentHere }));
    if (!isAgentHere) await this.poll();
    await this.sending.send();
  }

  async shown(): Promise<Shown> {
    const { queue, now } = this.parts;
    const [{ connection, focus, isAgentHere }, kept] = [await this.memory.read(), await this.memory.kept()];
    const { waiting, dropped } = await queue.size();
    const isPaused = kept.pausedUntil !== null && kept.pausedUntil > now();
    return {
      ...NOTHING_SHOWN,
      ...{ connection: isAgentHere ? 'agent-here' : connection, isPaused, waiting, lost: dropped + kept.refused },
      pausedUntil: isPaused ? kept.pausedUntil : null,
      focusEndsAt: focus !== null && focus.endsAt > now() ? focus.endsAt : null,
      top: kept.day === localDay(now()) ? topSites(kept.sites) : [],
    };
  }

  pause(minutes: number): Promise<void> {
    return this.alone(async () => {
      await this.memory.keep({ pausedUntil: this.parts.now() + minutes * 60_000 });
      await this.record({ type: 'page', page: null, at: this.parts.now() });
    });
  }

  resume(): Promise<void> {
    return this.alone(() => this.memory.keep({ pausedUntil: null }));
  }

  more(host: string): Promise<boolean> {
    return this.alone(async () => {
      const { more, focus } = await this.memory.read();
      if (focus === null || Object.hasOwn(more, host)) return false;
      await this.memory.change({ more: { ...more, [host]: this.parts.now() + MORE_MS } });
      return true;
    });
  }

  /** Takes what is in front into account. */
  private async take({ page, idle, inputAt }: Look): Promise<Session> {
    const { now } = this.parts;
    const [{ isAgentHere }, { pausedUntil }] = [await this.memory.read(), await this.memory.kept()];
    const isPaused = pausedUntil !== null && pausedUntil > now();
    const counts = !isPaused && !isAgentHere && idle !== 'locked';
    // The input comes first: it confirms the time of the page that was in front until now.
    if (inputAt !== null) await this.record({ type: 'input', inputAt, at: now() });
    await this.record({ type: 'page', page: counts ? page : null, at: now() });
    return this.memory.read();
  }

  private async record(happening: Happening): Promise<void> {
    const { queue, now } = this.parts;
    const before = (await this.memory.read()).stays;
    const { stays, records } = step(before, happening, () => crypto.randomUUID());
    const counted = new Map(before.stays.map(({ id, recordedTo }) => [id, recordedTo]));
    // The records are stored before the memory of them. After a crash between, the same ids with
    // the same starts are made again.
    await queue.add(records);
    if (records.length > 0) {
      const kept = await this.memory.kept();
      await this.memory.keep(
        withTime(kept, records, localDay(now()), ({ id, startedAt }) => counted.get(id) ?? startedAt),
      );
    }
    await this.memory.change({ stays });
  }

  private async poll(): Promise<void> {
    const { calls, now, queue } = this.parts;
    const before = await this.memory.read();
    if (before.nextPollAt > now()) return;
    try {
      const { focus, erased, nextPollSeconds } = await calls.commands();
      await queue.drop(({ startedAt, endedAt }) => erased.some(({ from, to }) => startedAt < to && endedAt > from));
      const isSame = focus !== null && focus.sessionId === before.focus?.sessionId;
      await this.alone(() =>
        this.memory.change({
          ...{ focus, nextPollAt: now() + nextPollSeconds * 1_000 },
          ...(!isSame && { levels: {}, more: {} }),
        }),
      );
    } catch {
      // The sending tells what is wrong. A session that is known goes on to its end.
      await this.alone(() => this.memory.change({ nextPollAt: now() + backOffSeconds(1) * 1_000 }));
    }
  }

  private async blockOf(host: string | null): Promise<Block | null> {
    const { focus, more } = await this.memory.read();
    const { now } = this.parts;
    if (host === null || focus === null || focus.endsAt <= now() || focus.blockedLevels.length === 0) return null;
    return blockFor(host, { focus, level: await this.levelOf(host), more, now: now() });
  }

  private async levelOf(host: string): Promise<number | null> {
    const { levels } = await this.memory.read();
    // A host may be called `constructor`.
    if (Object.hasOwn(levels, host)) return levels[host] ?? null;
    const level = await this.parts.calls.levelOf(withoutWww(host)).catch(() => undefined);
    if (level === undefined) return null;
    await this.alone(async () => {
      const { levels: present } = await this.memory.read();
      const kept = Object.keys(present).length < MOST_LEVELS ? present : {};
      await this.memory.change({ levels: { ...kept, [host]: level } });
    });
    return level;
  }
}

/** The local day of a moment, such as `2026-11-21`. */
function localDay(atMs: number): string {
  const moment = new Date(atMs);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
