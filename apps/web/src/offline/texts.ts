import { catalogueOf } from '../text/texts.js';

export const TEXTS = catalogueOf({
  en: {
    'offlinePage.title': 'Offline time',
    'offlinePage.what': 'Time away from every computer: meetings, drives, a walk. Reports count it with the rest.',
    'offlinePage.none': 'There is no offline time in this month.',
    'offlinePage.total': '{time} in this month',
    'offlinePage.remove': 'Remove this offline time?',
    'offlinePage.removeAct': 'Remove the offline time',
    'offlinePage.removeMeaning': 'Reports will not count it any more: {what}',
  },
  de: {
    'offlinePage.title': 'Offline-Zeit',
    'offlinePage.what': 'Zeit ohne Computer: Besprechungen, Fahrten, ein Spaziergang. Berichte zählen sie mit.',
    'offlinePage.none': 'In diesem Monat gibt es keine Offline-Zeit.',
    'offlinePage.total': '{time} in diesem Monat',
    'offlinePage.remove': 'Diese Offline-Zeit entfernen?',
    'offlinePage.removeAct': 'Offline-Zeit entfernen',
    'offlinePage.removeMeaning': 'Berichte zählen sie dann nicht mehr: {what}',
  },
});
