import { parseTaxonomyStream, readTaxonomyEvent } from '@app/domain';
import type { StreamCheck } from '../../runtime/projection.js';

/**
 * Taxonomies are applied when a report is read, so no row depends on them. A report leaves out an event that it cannot read:
 * the projector notices such an event and sets it aside.
 */
export const TAXONOMY_CHECK: StreamCheck = {
  prefix: 'taxonomy-',
  ownerOf: parseTaxonomyStream,
  read: readTaxonomyEvent,
};
