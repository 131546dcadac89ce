/**
 * The scopes that a user may allow an application. Source: the developer page, "Oauth2 Access
 * Scopes".
 */
export const SCOPES = [
  'time_data',
  'category_data',
  'productivity_data',
  'alert_data',
  'highlight_data',
  'focustime_data',
] as const;

export type Scope = (typeof SCOPES)[number];

/** Whether a text is a scope. Upper and lower case differ (RFC 6749 section 3.3). */
export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
