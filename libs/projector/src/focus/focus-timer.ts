import { focusDecider, focusStream, parseFocusStream, prefixesOf, readFocusEvent, readOrPassOver } from '@app/domain';
import { handleCommand, type StoredEvent } from '@app/event-store';
import type { Agenda } from '../reactors/agenda.js';
import type { Reaction, ReactorOptions } from '../reactors/reaction.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';

/** A focus session that will end. */
export interface FocusTask {
  readonly userId: string;
  readonly sessionId: number;
}

/**
 * Ends a focus session when its time has passed: at once, or at the next start after an outage. A
 * session ends once, also with several timers, because the rules do not end it twice.
 */
export class FocusTimer implements Reaction<FocusTask> {
  readonly name = 'focus-timer';
  readonly streamPrefixes = prefixesOf('focus');

  constructor(private readonly options: ReactorOptions) {}

  laneOf({ userId }: FocusTask): string {
    return userId;
  }

  async hear(event: StoredEvent, agenda: Agenda<FocusTask>): Promise<void> {
    const userId = parseFocusStream(event.stream)?.userId;
    if (userId === undefined || this.options.share?.accepts(userId) === false) return;
    const { stream, revision, type } = event;
    const heard = readOrPassOver(readFocusEvent, event, ({ message: reason }) =>
      this.options.observer.setAside({ stream, revision, type, reason }),
    );
    if (heard?.type === 'FocusSessionStarted') {
      const { id: sessionId, endsAt } = heard.data;
      agenda.plan(`${userId} ${sessionId}`, { userId, sessionId }, endsAt);
    } else if (heard?.type === 'FocusSessionEnded') agenda.drop(`${userId} ${heard.data.sessionId}`);
  }

  async perform({ userId, sessionId }: FocusTask): Promise<void> {
    const now = (this.options.clock ?? WALL_CLOCK).nowMs();
    const command = {
      ...({ type: 'ElapseFocusSession', data: { sessionId } } as const),
      metadata: { now, principalId: this.name },
    };
    await handleCommand(this.options.store, focusStream(userId), focusDecider, command, { despiteNewer: true });
  }
}
