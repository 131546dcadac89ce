import { composed, recordedName } from '../names/spellings.js';
import type { ActivityEvent, Span } from './events.js';
import { keptUrl } from './naming.js';

/**
 * An event of an imported day with its names as they are recorded today: earlier versions kept a
 * dot behind a domain, and decomposed characters. All events of a day must come through here, so
 * that an erasure names the time as its spans do.
 */
export function withRecordedNames(event: ActivityEvent): ActivityEvent {
  switch (event.type) {
    case 'ActivityRecorded':
      return { ...event, data: { ...event.data, spans: event.data.spans.map(recordedSpan) } };
    case 'OfflineTimePosted': {
      const { activity, details } = event.data;
      const named = { activity: recordedName(activity), ...(details !== undefined && { details: composed(details) }) };
      return { ...event, data: { ...event.data, ...named } };
    }
    case 'TimeErased': {
      const { activities, documents } = event.data;
      const names = {
        ...(activities && { activities: activities.map(recordedName) }),
        ...(documents && {
          documents: documents.map(({ activity, document, page }) => ({
            ...{ activity: recordedName(activity), document: composed(document), page },
          })),
        }),
      };
      return { ...event, data: { ...event.data, ...names } };
    }
    case 'OfflineTimeRemoved':
    case 'DayRewritten':
      return event;
  }
}

function recordedSpan({ url, title, ...span }: Span): Span {
  const kept = url === undefined ? undefined : keptUrl(url);
  return {
    ...{ ...span, application: recordedName(span.application) },
    ...(kept !== undefined && { url: kept }),
    ...(title !== undefined && { title: composed(title) }),
  };
}
