import { catalogueOf } from '../text/texts.js';

export const TEXTS = catalogueOf({
  en: {
    'live.minute': 'live · last minute {time}',
    'live.lastMinute': 'last minute {time}',
    'live.reconnecting': 'reconnecting …',
    'live.thenBack': 'and come back.',
    'live.newDay': 'A new day has begun. This page shows {day} now.',
    'live.newZone': 'Your time zone is {zone} now. This page shows {day}.',
    'live.otherDay': 'Go to {day}',
    'live.notLoaded': 'The server did not give this page. Try again in a moment.',
    'live.oldPages': 'The server has a newer version of these pages.',
    'live.keepTyping': 'What you typed here is not saved. Copy it, then reload the page.',
    'live.reload': 'Reload the page',
  },
  de: {
    'live.minute': 'live · letzte Minute {time}',
    'live.lastMinute': 'letzte Minute {time}',
    'live.reconnecting': 'wird wieder verbunden …',
    'live.thenBack': 'und zurückkommen.',
    'live.newDay': 'Ein neuer Tag hat begonnen. Diese Seite zeigt jetzt {day}.',
    'live.newZone': 'Deine Zeitzone ist jetzt {zone}. Diese Seite zeigt {day}.',
    'live.otherDay': 'Zu {day}',
    'live.notLoaded': 'Der Server hat diese Seite nicht geliefert. Versuch es gleich noch einmal.',
    'live.oldPages': 'Der Server hat eine neuere Version dieser Seiten.',
    'live.keepTyping': 'Was du hier eingegeben hast, ist nicht gespeichert. Kopiere es, und lade dann neu.',
    'live.reload': 'Seite neu laden',
  },
});
