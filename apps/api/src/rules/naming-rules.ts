import { type Asked, type Taxonomy, type TaxonomyCommand, taxonomyDecider, taxonomyStream } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/** The naming rules of users, as the log has them. */
@Injectable()
export class NamingRules {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly taxonomies: Taxonomies,
  ) {}

  /** The present taxonomy of the user, with the rules. */
  async taxonomyOf(userId: string): Promise<Taxonomy> {
    return (await readState(this.store, taxonomyStream(userId), taxonomyDecider)).state;
  }

  /** Changes the rules. It resolves when the change is durable. Throws as the decider does. */
  async handle(userId: string, asked: Asked<TaxonomyCommand>) {
    const command = { ...asked, metadata: { now: this.clock(), principalId: userId } };
    const handled = await handleCommand(this.store, taxonomyStream(userId), taxonomyDecider, command);
    this.taxonomies.changed(userId);
    return handled;
  }
}
