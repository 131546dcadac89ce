import type { OperationText } from './operations.js';

const ID = '7b1f3f0e-43b4-4a55-9c55-1d5b7a0b6a11';
const SCHEDULE = { name: 'Work', ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };
const ALERT = { comparison: 'more-than', hours: 4.5, subject: { kind: 'level', productivity: 2 } };
const HIGHLIGHT = { description: 'Released 1.0', date: '2026-11-20', source: 'Git' };
const CREATED = { createdAt: '2026-11-20T17:00:00.000Z' };
const NAMED_KEY = { id: ID, name: 'laptop', key: ID };
const IMPORT = {
  format: 'rescuetime',
  bucketSeconds: 3600,
  rows: [{ line: 2, date: '2020-01-01T09:00:00', seconds: 300, activity: 'github.com' }],
};
const IMPORTED = { imported: 1, duplicates: 0, rejected: [] };

const DEVICE = {
  ...{ id: 'laptop-7f3a', source: 'computers', machine: 'ada-laptop', osUser: 'ada', platform: 'linux' },
  ...{ firstSeen: '2026-11-02T08:00:00.000Z', lastSeen: '2026-11-21T16:30:00.000Z' },
  ...{ newestActivity: 'vim', hidden: false, days: [{ date: '2026-11-21', seconds: 14_400 }] },
};

/** Our own contract, by method and path. */
export const OWN_OPERATIONS: Readonly<Record<string, OperationText>> = {
  'POST /agent/v1/activities': {
    summary: 'Brings what a workstation saw; what is accepted is on disk',
    body: {
      device: { id: 'desk', machine: 'desk', osUser: 'ada', platform: 'linux' },
      source: 'computers',
      activities: [
        {
          ...{ id: 'a1', application: 'Firefox', url: 'https://github.com/acme/app', title: 'acme/app' },
          ...{ startedAt: '2026-11-21T09:00:00Z', endedAt: '2026-11-21T09:03:00Z' },
        },
      ],
    },
    answer: { accepted: 1, duplicates: 0, rejected: [], nextSyncSeconds: 180 },
  },
  'GET /agent/v1/commands': {
    summary: 'What an agent is to do',
    answer: {
      focus: { state: 'running', sessionId: 1, endsAt: '2026-11-21T13:30:00.000Z', durationMinutes: 30 },
      ...{ nextPollSeconds: 60, syncSeconds: 180 },
    },
  },
  'POST /api/v1/users': {
    summary: 'Opens an account',
    body: { email: 'ada@example.org', timeZone: 'Europe/Berlin' },
    answer: { id: ID, email: 'ada@example.org' },
  },
  'PUT /api/v1/users/{id}': { summary: 'Changes the plan of an account, or its password', body: { plan: 'lite' } },
  'POST /api/v1/users/{id}/keys': {
    summary: 'Makes a key for an account, which is shown this once',
    body: { name: 'laptop' },
    answer: NAMED_KEY,
  },
  'POST /api/v1/users/{id}/imports': { summary: 'Takes history in for an account', body: IMPORT, answer: IMPORTED },
  'GET /api/v1/keys': {
    summary: 'The user’s keys',
    answer: { keys: [{ id: ID, name: 'laptop', lastUsedOn: '2026-11-21' }] },
  },
  'POST /api/v1/keys': {
    summary: 'Makes a key, which is shown this once',
    body: { name: 'laptop' },
    answer: NAMED_KEY,
  },
  'DELETE /api/v1/keys/{id}': { summary: 'Revokes a key' },
  'GET /api/v1/account': {
    summary: 'The user’s account',
    answer: {
      id: ID,
      email: 'ada@example.org',
      timeZone: 'Europe/Berlin',
      plan: 'premium',
      profile: { city: 'Berlin' },
    },
  },
  'PUT /api/v1/account': {
    summary: 'Changes the time zone, or all of the profile',
    body: { timeZone: 'Asia/Kathmandu', profile: { city: 'Kathmandu' } },
  },
  'DELETE /api/v1/account': { summary: 'Erases the account with everything in it', answer: { id: ID } },
  'GET /api/v1/taxonomy': {
    summary: 'How the user’s time is classed',
    answer: { activities: [], rules: [], categories: [] },
  },
  'PUT /api/v1/taxonomy/activities/{activity}': { summary: 'Classes an activity', body: { productivity: 2 } },
  'DELETE /api/v1/taxonomy/activities/{activity}': { summary: 'Classes an activity as shipped' },
  'PUT /api/v1/taxonomy/activities/{activity}/rules': {
    summary: 'Classes an activity by its documents or pages',
    body: { rules: [{ in: 'url', match: 'glob', pattern: 'github.com/acme/*', productivity: 2 }] },
  },
  'PUT /api/v1/taxonomy/categories/{overview}/{category}': {
    summary: 'Sets the level of a category, or makes one',
    body: { productivity: 1 },
  },
  'GET /api/v1/devices': {
    summary: 'The devices that the user’s time was recorded on, the newest first',
    answer: { devices: [DEVICE] },
  },
  'DELETE /api/v1/devices/{id}': {
    summary: 'Hides a device; its time stays, and new time shows it again',
  },
  'GET /api/v1/schedules': { summary: 'The user’s schedules', answer: { schedules: [{ id: 1, ...SCHEDULE }] } },
  'POST /api/v1/schedules': { summary: 'Makes a schedule', body: SCHEDULE, answer: { id: 1, ...SCHEDULE } },
  'GET /api/v1/schedules/{id}': { summary: 'One schedule', answer: { id: 1, ...SCHEDULE } },
  'PUT /api/v1/schedules/{id}': { summary: 'Changes all of a schedule', body: SCHEDULE },
  'DELETE /api/v1/schedules/{id}': { summary: 'Removes a schedule' },
  'GET /api/v1/alerts': { summary: 'The user’s alerts', answer: { alerts: [{ id: 1, ...ALERT }] } },
  'POST /api/v1/alerts': { summary: 'Defines an alert', body: ALERT, answer: { id: 1, ...ALERT } },
  'GET /api/v1/alerts/{id}': { summary: 'One alert', answer: { id: 1, ...ALERT } },
  'PUT /api/v1/alerts/{id}': { summary: 'Changes all of an alert', body: ALERT },
  'DELETE /api/v1/alerts/{id}': { summary: 'Removes an alert' },
  'GET /api/v1/highlights': {
    summary: 'The user’s highlights, newest first',
    answer: { highlights: [{ id: 1, ...HIGHLIGHT, ...CREATED }] },
  },
  'POST /api/v1/highlights': {
    summary: 'Notes something of a day',
    body: HIGHLIGHT,
    answer: { id: 1, ...HIGHLIGHT, ...CREATED },
  },
  'GET /api/v1/highlights/{id}': { summary: 'One highlight', answer: { id: 1, ...HIGHLIGHT, ...CREATED } },
  'PUT /api/v1/highlights/{id}': { summary: 'Changes all of a highlight', body: HIGHLIGHT },
  'DELETE /api/v1/highlights/{id}': { summary: 'Removes a highlight' },
  'POST /api/v1/erasures': {
    summary: 'Asks to erase time: all of it, or a slice',
    body: { from: '2026-11-01', to: '2026-11-07', activity: 'reddit.com' },
    answer: { id: ID },
  },
  'GET /api/v1/erasures/{id}': {
    summary: 'How far an erasure is',
    answer: { id: ID, state: 'completed', requestedAt: '2026-11-21T12:00:00.000Z', days: 7, daysDone: 7 },
  },
  'GET /api/v1/export': {
    summary: 'Everything that is kept of the user, line by line',
    parameters: { format: 'jsonl (every event) or csv (buckets)|jsonl' },
    answer: {
      stream: `activity-${ID}.20261121`,
      type: 'ActivityRecorded',
      data: {},
      recordedAt: '2026-11-21T09:05:00.000Z',
    },
  },
  'POST /api/v1/imports': { summary: 'Takes history in', body: IMPORT, answer: IMPORTED },
  'GET /api/v1/connected-applications': {
    summary: 'The applications that the user let in',
    answer: {
      applications: [
        { clientId: ID, name: 'Reporter', scopes: ['time_data'], connectedAt: '2026-11-21T12:00:00.000Z' },
      ],
    },
  },
  'DELETE /api/v1/connected-applications/{clientId}': { summary: 'Takes back what an application was allowed' },
  'POST /api/v1/oauth-applications': {
    summary: 'Registers an application; its secret is shown this once',
    body: { name: 'Reporter', redirectUris: ['https://app.example/done'], scopes: ['time_data'] },
    answer: { clientId: ID, clientSecret: ID },
  },
  'GET /api/v1/oauth-applications/{clientId}': {
    summary: 'What an application was registered with',
    answer: {
      clientId: ID,
      name: 'Reporter',
      redirectUris: ['https://app.example/done'],
      scopes: ['time_data'],
      public: false,
    },
  },
  'POST /api/v1/oauth-applications/{clientId}/secret': {
    summary: 'Another secret; the one before opens nothing any more',
    answer: { clientSecret: ID },
  },
  'DELETE /api/v1/oauth-applications/{clientId}': { summary: 'Removes an application, with every token that it holds' },
  'GET /api/v1/statistics/weekdays': {
    summary: 'Average time by weekday and level over all users, in groups of at least twenty',
    answer: { from: '2026-07-01', to: '2026-09-30', weekdays: [] },
  },
  'POST /oauth/token': {
    summary: 'Exchanges a code for an access token (RFC 6749 section 4.1.3)',
    body: {
      ...{ grant_type: 'authorization_code', code: ID, redirect_uri: 'https://app.example/done' },
      ...{ client_id: ID, client_secret: ID },
    },
    answer: { access_token: ID, token_type: 'Bearer', scope: 'time_data', created_at: 1795262400 },
  },
  'POST /oauth/revoke': {
    summary: 'Takes an access token back (RFC 7009)',
    body: { token: ID, client_id: ID, client_secret: ID },
  },
  'GET /.well-known/oauth-authorization-server': {
    summary: 'What an application must know to ask for access (RFC 8414)',
    answer: { issuer: 'https://time.example.org', authorization_endpoint: 'https://time.example.org/oauth/authorize' },
  },
  'GET /hello': {
    summary: 'Whether the service answers; asked by the oldest clients',
    answer: { c: [0, 'RT:ok'], d: {} },
  },
  'GET /api/v1/status': {
    summary: 'Whether reports show all that was acknowledged',
    answer: {
      version: '0.1.0',
      log: { kind: 'embedded', position: '4711' },
      projector: { caughtUp: true, lagSeconds: 0, position: '4711', parked: 0 },
    },
  },
  'GET /health/live': { summary: 'Whether the process lives', answer: { status: 'ok' } },
  'GET /health/ready': { summary: 'Whether both stores answer', answer: { status: 'ok' } },
  'GET /metrics': { summary: 'Figures for Prometheus', answer: 'timeledger_activities_total{outcome="accepted"} 1' },
};
