import { type Asked, type Taxonomy, type TaxonomyCommand, taxonomyDecider, taxonomyStream } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { type Principal, sentBy } from '../ground/principal.js';
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
  async handle(user: Principal, asked: Asked<TaxonomyCommand>) {
    const command = { ...asked, metadata: sentBy(user, this.clock()) };
    const handled = await handleCommand(this.store, taxonomyStream(user.userId), taxonomyDecider, command);
    this.taxonomies.changed(user.userId);
    return handled;
  }
}
