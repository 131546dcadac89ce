import { DRAFT_NAME, type LocalDate, type ReportRow, type RuleDraft, timeClasses, withDraft } from '@app/domain';
import type { EndTurn } from '@app/read-models';
import { Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { LargeReports } from '../analytics/sending/large-reports.js';
import { ReportPlaces } from '../analytics/sending/report-places.js';
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
    private readonly reports: Reports,
    private readonly places: ReportPlaces,
    private readonly large: LargeReports,
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
    const plan = await this.reports.planOf(account, { ...query, begin, end: today }, today);
    if ('code' in plan) throw new Error(`The query of a preview is refused: ${plan.fields.join(', ')}`);
    const { taxonomy } = await this.taxonomies.read(userId);
    const classes = timeClasses(withDraft(taxonomy, draft));
    // The same places as pages of ranges: see `RangeReports`.
    const giveBack = await this.places.take(`pages of ${userId}`);
    let endLarge: EndTurn | undefined;
    const beforeLarge = async () => {
      endLarge ??= await this.large.turn(userId);
    };
    try {
      const rows: ReportRow[] = [];
      const { signal } = new AbortController();
      for await (const piece of this.reports.piecesOf(userId, plan, { askedBy: userId, signal, beforeLarge, classes }))
        for (const row of piece) rows.push(row);
      return previewOf(rows);
    } finally {
      endLarge?.();
      giveBack();
    }
  }
}

function previewOf(rows: readonly ReportRow[]): RulePreview {
  const longest = rows.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, MOST_DOCUMENTS);
  return {
    seconds: rows.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000,
    count: rows.length,
    documents: longest.map(({ values, durationMs }) => ({ document: String(values[0]), seconds: durationMs / 1000 })),
  };
}
