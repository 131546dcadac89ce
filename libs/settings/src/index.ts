export { adminTokenFile } from './admin-token-file.js';
export {
  InvalidSettingsError,
  type LogLevel,
  type RateLimitSettings,
  readSettings,
  type Settings,
  type UpstreamSettings,
} from './settings.js';
