import { type EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { DayChanges } from '../history/day-changes.js';
import { Accounts } from '../identity/accounts.js';
import { ActivityRecorder } from '../activity/activity-recorder.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import type { RunStretch } from '../limits/stretches.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { importEvents } from './import/import-events.js';
import type { Imported } from './import/imported.js';
import { ImportTargets } from './import/import-targets.js';
import { importRows } from './import/import-rows.js';
import { ImportDto } from './imports.dto.js';

/**
 * Imports what was exported here or elsewhere, batch by batch. The same batch again adds nothing.
 */
@Injectable()
export class Imports {
  private readonly targets: ImportTargets;

  // eslint-disable-next-line max-params -- one for each part of the log that an import touches
  constructor(
    private readonly accounts: Accounts,
    private readonly recorder: ActivityRecorder,
    private readonly taxonomies: Taxonomies,
    private readonly changes: DayChanges,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {
    this.targets = new ImportTargets(store);
  }

  /** `now` is epoch ms. Throws DomainError `unknown_account`. */
  async take(
    userId: string,
    batch: ImportDto,
    { now, stretch }: { readonly now: number; readonly stretch: RunStretch },
  ): Promise<Imported> {
    const { timeZone, formerTimeZones } = await this.accounts.accountOf(userId);
    const { store, recorder } = this;
    await this.changes.listImport(userId, batch.format, { now, principalId: userId, by: { kind: 'import' } });
    if (batch.format === 'rescuetime')
      return importRows({ store, recorder, stretch }, { userId, timeZone, formerTimeZones, now }, batch);
    const checkOpen = () => this.accounts.accountOf(userId);
    const imported = await importEvents(store, userId, {
      lines: batch.lines,
      now,
      checkOpen,
      stretch,
      devices: recorder.devices,
      targets: this.targets,
      listDays: (days) => recorder.dayLists.list(userId, days, now),
    });
    this.taxonomies.changed(userId);
    return imported;
  }
}
