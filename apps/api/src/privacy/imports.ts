import { type EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { ActivityRecorder } from '../activity/activity-recorder.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { importEvents, type Imported } from './import/import-events.js';
import { ImportTargets } from './import/import-targets.js';
import { importRows } from './import/import-rows.js';
import { ImportDto } from './imports.dto.js';

/**
 * Imports what was exported here or elsewhere, batch by batch. The same batch again adds nothing.
 */
@Injectable()
export class Imports {
  private readonly targets: ImportTargets;

  constructor(
    private readonly accounts: Accounts,
    readonly recorder: ActivityRecorder,
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) readonly store: EventStore,
  ) {
    this.targets = new ImportTargets(store);
  }

  /** Throws DomainError `unknown_account`. */
  async take(userId: string, batch: ImportDto, now: number): Promise<Imported> {
    const { timeZone, formerTimeZones } = await this.accounts.accountOf(userId);
    if (batch.format === 'rescuetime') return importRows(this, { userId, timeZone, formerTimeZones, now }, batch);
    const checkOpen = () => this.accounts.accountOf(userId);
    const imported = await importEvents(this.store, userId, {
      lines: batch.lines,
      now,
      checkOpen,
      devices: this.recorder.devices,
      targets: this.targets,
      listDays: (days) => this.recorder.dayLists.list(userId, days, now),
    });
    this.taxonomies.changed(userId);
    return imported;
  }
}
