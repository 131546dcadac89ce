/**
 * Which kinds of API keys open which route, written by hand. It is neither read from the guards nor
 * from the documents: both are compared with it. A `full` key and a key from before there were
 * kinds open every line.
 */
const LINES = `
  POST   /agent/v1/activities                             agent
  GET    /agent/v1/commands                               agent
  POST   /agent/v1/enforcements                           agent
  POST   /agent/v1/levels                                 agent
  GET    /agent/v1/today                                  agent
  DELETE /agent/v1/keys/{id}                              agent

  GET    /anapi/data                                      read read_post
  POST   /anapi/data                                      read read_post
  GET    /anapi/current_productivity_pulse                read read_post
  GET    /anapi/daily_summary_feed                        read read_post
  GET    /anapi/alerts_feed                               read read_post
  GET    /anapi/highlights_feed                           read read_post
  GET    /anapi/focustime_started_feed                    read read_post
  GET    /anapi/focustime_ended_feed                      read read_post
  GET    /anapi/has_key                                   read read_post agent
  POST   /anapi/has_key                                   read read_post agent
  POST   /anapi/highlights_post                           read_post
  POST   /anapi/offline_time_post                         read_post agent
  POST   /anapi/start_focustime                           read_post agent
  POST   /anapi/end_focustime                             read_post agent

  GET    /api/v1/account
  PUT    /api/v1/account
  PUT    /api/v1/account/password
  GET    /api/v1/account/keeping
  PUT    /api/v1/account/keeping
  GET    /api/v1/account/stored
  GET    /api/v1/account/weekly-mail
  PUT    /api/v1/account/weekly-mail
  GET    /api/v1/alerts
  POST   /api/v1/alerts
  GET    /api/v1/alerts/{id}
  PUT    /api/v1/alerts/{id}
  DELETE /api/v1/alerts/{id}
  GET    /api/v1/connected-applications
  DELETE /api/v1/connected-applications/{clientId}
  GET    /api/v1/devices
  DELETE /api/v1/devices/{id}
  POST   /api/v1/erasures
  POST   /api/v1/erasures/preview
  GET    /api/v1/erasures/newest
  GET    /api/v1/erasures/{id}
  GET    /api/v1/export
  GET    /api/v1/focus                                    read read_post
  POST   /api/v1/focus                                    read_post agent
  DELETE /api/v1/focus                                    read_post agent
  PUT    /api/v1/focus/blocking
  GET    /api/v1/goals
  POST   /api/v1/goals
  PUT    /api/v1/goals/{id}
  DELETE /api/v1/goals/{id}
  GET    /api/v1/highlights
  POST   /api/v1/highlights
  GET    /api/v1/highlights/{id}
  PUT    /api/v1/highlights/{id}
  DELETE /api/v1/highlights/{id}
  GET    /api/v1/history
  POST   /api/v1/history/{id}/undo
  POST   /api/v1/imports
  GET    /api/v1/invitations/{token}
  POST   /api/v1/invitations/{token}/accept
  POST   /api/v1/invitations/{token}/decline
  GET    /api/v1/keys
  POST   /api/v1/keys
  DELETE /api/v1/keys/{id}
  GET    /api/v1/live                                     read read_post
  GET    /api/v1/offline-time                             read read_post
  POST   /api/v1/offline-time                             read_post agent
  PUT    /api/v1/offline-time/{id}
  DELETE /api/v1/offline-time/{id}
  GET    /api/v1/reports/activities                       read read_post
  GET    /api/v1/reports/day                              read read_post
  GET    /api/v1/reports/day/lanes                        read read_post
  GET    /api/v1/reports/documents                        read read_post
  GET    /api/v1/reports/goals                            read read_post
  GET    /api/v1/reports/range                            read read_post
  GET    /api/v1/rules
  POST   /api/v1/rules
  POST   /api/v1/rules/preview
  PUT    /api/v1/rules/{id}
  DELETE /api/v1/rules/{id}
  GET    /api/v1/schedules
  POST   /api/v1/schedules
  GET    /api/v1/schedules/{id}
  PUT    /api/v1/schedules/{id}
  DELETE /api/v1/schedules/{id}
  GET    /api/v1/taxonomy
  PUT    /api/v1/taxonomy/activities
  PUT    /api/v1/taxonomy/activities/{activity}
  DELETE /api/v1/taxonomy/activities/{activity}
  PUT    /api/v1/taxonomy/activities/{activity}/rules
  PUT    /api/v1/taxonomy/categories/{overview}/{category}
  DELETE /api/v1/taxonomy/categories/{overview}/{category}
  GET    /api/v1/teams
  POST   /api/v1/teams
  GET    /api/v1/teams/{id}
  DELETE /api/v1/teams/{id}
  GET    /api/v1/teams/{id}/data
  POST   /api/v1/teams/{id}/invitations
  POST   /api/v1/teams/{id}/invitations/mail
  PUT    /api/v1/teams/{id}/members/me
  DELETE /api/v1/teams/{id}/members/me
  PUT    /api/v1/teams/{id}/members/me/name
  DELETE /api/v1/teams/{id}/members/me/name
  DELETE /api/v1/teams/{id}/members/{userId}
  GET    /api/v1/teams/{id}/members/{userId}/data
  PUT    /api/v1/teams/{id}/sharing
  GET    /api/v1/teams/{id}/weeks
  DELETE /api/v1/account
`;

/** A route, and the kinds of keys that open it besides `full` keys. */
export interface RouteByKind {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As in the OpenAPI document, with names in braces. */
  readonly path: string;
  readonly kinds: readonly string[];
}

/** Every route that takes a key. The one that closes the account is the last. */
export const ROUTES_BY_KIND: readonly RouteByKind[] = LINES.split('\n')
  .map((line) => line.trim().split(/ +/))
  .filter(([method]) => method !== '')
  .map(([method = '', path = '', ...kinds]) => ({
    ...{ method: method.toLowerCase() as RouteByKind['method'], path, kinds },
  }));
