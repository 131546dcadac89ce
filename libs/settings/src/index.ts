export { adminTokenFile } from './admin-token-file.js';
export { InvalidSettingsError } from './invalid-settings-error.js';
export {
  type AdminSettings,
  type ApiSettings,
  type ProjectorSettings,
  type RateLimitSettings,
  readSettings,
  type SettingsOf,
  settingsOf,
  type UpstreamSettings,
} from './read-settings.js';
export type { Program, Setting, SettingGroup } from './setting.js';
export { type LogLevel, SETTINGS } from './settings.js';
export { OWN_NAMES } from './texts.js';
