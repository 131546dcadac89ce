import { catalogueOf } from '../text/texts.js';

/** The texts of highlights, on their page and on the page of a day. */
export const TEXTS = catalogueOf({
  en: {
    'notes.title': 'Highlights',
    'notes.none': 'Nothing was noted in this month.',
    'notes.noneOfDay': 'Nothing was noted on this day.',
    'notes.noneFound': 'No highlight of this month has these words.',
    'notes.find': 'Find in this month',
    'notes.add': 'Add a highlight',
    'notes.addShort': 'Add',
    'notes.changeTitle': 'Change the highlight',
    'notes.remove': 'Remove the highlight?',
    'notes.removeAct': 'Remove the highlight',
    'notes.what': 'What happened?',
    'notes.label': 'Label',
    'notes.labelHint': 'If you like, such as Git or Family.',
    'notes.badText': 'Write what happened, up to 255 characters.',
    'notes.badLabel': 'A label has up to 255 characters.',
  },
  de: {
    'notes.title': 'Höhepunkte',
    'notes.none': 'In diesem Monat wurde nichts notiert.',
    'notes.noneOfDay': 'An diesem Tag wurde nichts notiert.',
    'notes.noneFound': 'Kein Höhepunkt dieses Monats hat diese Wörter.',
    'notes.find': 'In diesem Monat suchen',
    'notes.add': 'Höhepunkt hinzufügen',
    'notes.addShort': 'Hinzufügen',
    'notes.changeTitle': 'Höhepunkt ändern',
    'notes.remove': 'Den Höhepunkt entfernen?',
    'notes.removeAct': 'Höhepunkt entfernen',
    'notes.what': 'Was ist passiert?',
    'notes.label': 'Bezeichnung',
    'notes.labelHint': 'Wenn du willst, etwa Git oder Familie.',
    'notes.badText': 'Schreib, was passiert ist, bis zu 255 Zeichen.',
    'notes.badLabel': 'Eine Bezeichnung hat bis zu 255 Zeichen.',
  },
});
