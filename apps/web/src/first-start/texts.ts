import { catalogueOf } from '../text/texts.js';

/** The texts of the first pages: the first account, and what to do after it. */
export const TEXTS = catalogueOf({
  en: {
    'setUp.title': 'Make the first account',
    'setUp.why': 'This server is yours. Only the link that it printed at its start opens this page.',
    'setUp.email': 'E-mail address',
    'setUp.password': 'Password',
    'setUp.passwordHint': 'At least 10 characters, and not easy to guess.',
    'setUp.show': 'Show the password',
    'setUp.zone': 'Time zone of your days',
    'setUp.make': 'Make the account',
    'setUp.over': 'This link does not work',
    'setUp.overWhy':
      'It was used, it is older than a day, a newer one was printed, or there is an account already. Without an account, start the server again: it prints a new link.',
    'setUp.noLink': 'Open the link that the server printed when it started. It ends with # and a long secret.',
    'setUp.signIn': 'Sign in',
    'setUp.noEmail': 'Enter an e-mail address, like ada@example.org.',
    'setUp.noZone': 'Choose a time zone from the list.',
    'welcome.title': 'Your account is ready',
    'welcome.what': 'There is no time in this account yet. Here are three ways to begin.',
    'record.title': 'Record this computer',
    'record.what':
      'The agent notes which window is in front, and nothing that you type. Run it in the folder of Timeledger, on the computer where you work.',
    'record.command': 'Command for the agent',
    'record.then': 'A page opens and asks whether the agent may record. Say yes there.',
    'record.waiting': 'Waiting for the first minute …',
    'record.waitingHint': 'It takes up to three minutes after the agent has started.',
    'record.arrived': 'The first minute is here: {activity}, {time}.',
    'record.toDay': 'See your day',
    'history.title': 'Import a history',
    'history.what': 'Bring the time that another tracker recorded. Files are looked at before anything is taken.',
    'history.open': 'Choose a file',
    'sample.title': 'Look around first',
    'sample.what':
      'This command starts a second server with a year of three invented people. It has a folder of its own: delete the folder, and all of it is gone.',
    'sample.command': 'Command for the sample server',
    'keeper.title': 'You keep this server',
    'keeper.token':
      'Who has the administrator’s token can open accounts for others. The token is in the file admin-token of the data folder, or in the setting ADMIN_TOKEN.',
    'keeper.command': 'Command that opens another account',
  },
  de: {
    'setUp.title': 'Das erste Konto anlegen',
    'setUp.why': 'Dieser Server gehört dir. Nur der Link, den er beim Start ausgab, öffnet diese Seite.',
    'setUp.email': 'E-Mail-Adresse',
    'setUp.password': 'Passwort',
    'setUp.passwordHint': 'Mindestens 10 Zeichen und nicht leicht zu erraten.',
    'setUp.show': 'Passwort anzeigen',
    'setUp.zone': 'Zeitzone deiner Tage',
    'setUp.make': 'Konto anlegen',
    'setUp.over': 'Dieser Link gilt nicht',
    'setUp.overWhy':
      'Er wurde benutzt, ist älter als ein Tag, ein neuerer wurde ausgegeben, oder es gibt schon ein Konto. Gibt es noch keines, starte den Server neu: Er gibt einen neuen Link aus.',
    'setUp.noLink': 'Öffne den Link, den der Server beim Start ausgab. Er endet mit # und einem langen Geheimnis.',
    'setUp.signIn': 'Anmelden',
    'setUp.noEmail': 'Gib eine E-Mail-Adresse ein, etwa ada@example.org.',
    'setUp.noZone': 'Wähle eine Zeitzone aus der Liste.',
    'welcome.title': 'Dein Konto ist bereit',
    'welcome.what': 'In diesem Konto ist noch keine Zeit. So kannst du beginnen:',
    'record.title': 'Diesen Computer erfassen',
    'record.what':
      'Der Agent merkt sich, welches Fenster vorn ist, und nichts, was du tippst. Starte ihn im Ordner von Timeledger, auf dem Computer, an dem du arbeitest.',
    'record.command': 'Befehl für den Agenten',
    'record.then': 'Eine Seite öffnet sich und fragt, ob der Agent erfassen darf. Sag dort Ja.',
    'record.waiting': 'Warten auf die erste Minute …',
    'record.waitingHint': 'Sie kommt spätestens drei Minuten nach dem Start des Agenten.',
    'record.arrived': 'Die erste Minute ist da: {activity}, {time}.',
    'record.toDay': 'Zum heutigen Tag',
    'history.title': 'Frühere Zeit übernehmen',
    'history.what':
      'Bring die Zeit mit, die ein anderes Programm erfasst hat. Dateien werden angesehen, bevor etwas übernommen wird.',
    'history.open': 'Datei wählen',
    'sample.title': 'Erst umsehen',
    'sample.what':
      'Dieser Befehl startet einen zweiten Server mit einem Jahr von drei erfundenen Menschen. Er hat einen eigenen Ordner: Lösche ihn, dann ist alles weg.',
    'sample.command': 'Befehl für den Beispielserver',
    'keeper.title': 'Du betreibst diesen Server',
    'keeper.token':
      'Wer das Token des Administrators hat, kann Konten für andere eröffnen. Es steht in der Datei admin-token des Datenordners oder in der Einstellung ADMIN_TOKEN.',
    'keeper.command': 'Befehl, der ein weiteres Konto eröffnet',
  },
});
