import { documentTable, DRAFT_NAME, type LocalDate, type RuleDraft, timeClasses, withDraft } from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { ReportedAccount } from '../analytics/reports.js';
import { PageRows } from '../own-reports/page-rows.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

const MOST_DOCUMENTS = 50;

/** What a draft matches. */
export interface RulePreview {
  readonly seconds: number;
  readonly count: number;
  readonly documents: readonly { readonly document: string; readonly seconds: number }[];
}

/**
 * Shows what a rule would match before it is saved. It is a report under the taxonomy with the
 * draft in it, so it shows what reports will show.
 */
@Injectable()
export class RulePreviews {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly pageRows: PageRows,
  ) {}

  /**
   * What the draft matches in some days of the account, both included. `today` is the account's.
   */
  async of(
    account: ReportedAccount,
    draft: RuleDraft,
    { begin, today }: { begin: LocalDate; today: LocalDate },
  ): Promise<RulePreview> {
    const { userId } = account;
    const query = { perspective: 'rank', kind: 'activity', resolution: 'day', thing: DRAFT_NAME } as const;
    const plan = await this.pageRows.planOf(account, { ...query, begin, end: today }, today);
    const { taxonomy } = await this.taxonomies.read(userId);
    const classes = timeClasses(withDraft(taxonomy, draft));
    const { seconds, documents, documentCount } = await this.pageRows.fromAll(userId, { plan, classes }, (rows) =>
      documentTable(rows, MOST_DOCUMENTS),
    );
    const shown = documents.map((one) => ({ document: one.document, seconds: one.seconds }));
    return { seconds, count: documentCount, documents: shown };
  }
}
