import { setting, type SettingGroup } from './setting.js';
import { wholeNumber } from './texts.js';

const LIMIT = 'a number of requests from 0, which is no limit, to 999999';
const requests = wholeNumber(0, 999_999);

/** How often a caller may send requests. */
export const RATE_LIMIT_SETTINGS = {
  settings: {
    perMinute: setting({
      name: 'RATE_LIMIT_PER_MINUTE',
      schema: requests,
      fallback: '60',
      expected: LIMIT,
      meaning:
        'How many requests one key or token may send to the documented API in a minute. Each API process counts; 0: no limit. ' +
        'It also limits wrong keys from one address. An account may send five times as many, with all its keys.',
      usedBy: ['api'],
    }),
    perHour: setting({
      name: 'RATE_LIMIT_PER_HOUR',
      schema: requests,
      fallback: '1000',
      expected: LIMIT,
      meaning: 'The same for an hour.',
      usedBy: ['api'],
    }),
    ingestPerMinute: setting({
      name: 'INGEST_LIMIT_PER_MINUTE',
      schema: requests,
      fallback: '600',
      expected: LIMIT,
      meaning:
        'How many requests one key may send to `/agent/v1/activities` in a minute, and five times as many an account; 0: no limit.',
      usedBy: ['api'],
    }),
  },
} satisfies SettingGroup;

/** How much an account may import. */
export const IMPORT_SETTINGS = {
  settings: {
    perMinute: setting({
      name: 'IMPORT_LIMIT_PER_MINUTE',
      schema: requests,
      fallback: '120',
      expected: LIMIT,
      meaning: 'How many calls of an import an account may get in a minute; 0: no limit. The command waits.',
      usedBy: ['api'],
    }),
    megabytesPerDay: setting({
      name: 'IMPORT_MEGABYTES_PER_DAY',
      schema: wholeNumber(0, 999_999),
      fallback: '4000',
      expected: 'a number of megabytes from 0, which is no limit, to 999999',
      meaning: 'How much may be imported into an account in a day; 0: no limit. Ten years of days are 500 to 1,000.',
      usedBy: ['api'],
    }),
  },
} satisfies SettingGroup;
