export { MAIL_LANGUAGES, type MailingEvent, type MailLanguage } from './events.js';
export { mailReaderDecider, readMailReaderEvent } from './mail-readers.js';
export { dueWeekMail, type Mailing, type MailingCommand, mailingDecider, nextMailLook } from './mailing-decider.js';
