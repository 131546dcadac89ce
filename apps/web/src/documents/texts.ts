import { catalogueOf } from '../text/texts.js';

/** The texts about the documents of an activity. */
export const TEXTS = catalogueOf({
  en: {
    'documents.none': 'There are no documents in these days.',
    'documents.more': '{count, plural, one {And one more.} other {And # more.}}',
    'documents.rule': 'Count a part of it under another name',
  },
  de: {
    'documents.none': 'In diesen Tagen gibt es keine Dokumente.',
    'documents.more': '{count, plural, one {Und ein weiteres.} other {Und # weitere.}}',
    'documents.rule': 'Einen Teil davon unter einem anderen Namen zählen',
  },
});
