import { Injectable } from '@nestjs/common';
import { Places } from '../../limits/at-once/places.js';

/** A report holds the rows of one piece, also while its client does not read. */
const REPORTS_AT_ONCE = 4;

/**
 * Limits how many reports of one account are made at the same time, so an account can hold little
 * memory. Others of the account wait. They are not refused.
 */
@Injectable()
export class ReportPlaces extends Places {
  constructor() {
    super(REPORTS_AT_ONCE);
  }
}
