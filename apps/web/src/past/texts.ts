import { catalogueOf } from '../text/texts.js';

export const TEXTS = catalogueOf({
  en: {
    'past.open': 'As it looked on …',
    'past.moment': 'Moment',
    'past.show': 'Show',
    'past.close': 'Close',
    'past.banner': 'As it looked on {moment}.',
    'past.noErased': 'What was erased since is not shown.',
    'past.imported': '{time} of it came by import.',
    'past.now': 'Back to now',
    'past.history': 'History of changes',
  },
  de: {
    'past.open': 'Wie es aussah am …',
    'past.moment': 'Zeitpunkt',
    'past.show': 'Zeigen',
    'past.close': 'Schließen',
    'past.banner': 'Wie es aussah am {moment}.',
    'past.noErased': 'Was seither gelöscht wurde, fehlt.',
    'past.imported': '{time} davon kamen durch einen Import.',
    'past.now': 'Zurück zu jetzt',
    'past.history': 'Verlauf der Änderungen',
  },
});
