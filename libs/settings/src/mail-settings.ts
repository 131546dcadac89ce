import { optionalSetting, type SettingGroup } from './setting.js';
import { mailAddress, smtpUrl } from './texts.js';

/** The mail server, and the address from which mails come. */
export const MAIL_SETTINGS = {
  settings: {
    smtpUrl: optionalSetting({
      name: 'SMTP_URL',
      schema: smtpUrl,
      expected: 'like smtps://user:password@mail.example.org:465',
      meaning:
        'The mail server, like `smtps://user:password@mail.example.org:465`. `smtp://` asks for TLS too (STARTTLS), but for a server ' +
        'on this machine. Set it with `MAIL_FROM` and `PUBLIC_URL`, or none of the two. Without it, an administrator makes reset links.',
      usedBy: ['api'],
      isSecret: true,
    }),
    from: optionalSetting({
      name: 'MAIL_FROM',
      schema: mailAddress,
      expected: 'an e-mail address like timeledger@example.org',
      meaning: 'The address from which mails come.',
      example: 'timeledger@example.org',
      usedBy: ['api'],
    }),
  },
  allOrNone: { with: 'PUBLIC_URL' },
} satisfies SettingGroup;
