/** The manifest of the extension for a family of browsers: `chromium` or `firefox`. */
export function manifestFor(family, version) {
  return {
    manifest_version: 3,
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    version,
    ...OF_FAMILY[family],
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    action: { default_popup: 'popup.html', default_icon: { 16: 'icons/16.png', 32: 'icons/32.png' } },
    options_ui: { page: 'options.html', open_in_tab: true },
    permissions: ['tabs', 'idle', 'storage', 'alarms'],
    host_permissions: ['http://127.0.0.1/*'],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: POLICY },
  };
}

/** Own scripts and styles only. The server that a person chooses may be anywhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' http: https:",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const OF_FAMILY = {
  chromium: {
    minimum_chrome_version: '120',
    background: { service_worker: 'background.js', type: 'module' },
  },
  firefox: {
    background: { scripts: ['background.js'], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: '{7c1d3bb0-2c5a-4b8e-9d55-6f0f7f3c2a71}',
        strict_min_version: '128.0',
        // Firefox shows this to the person before the extension is installed.
        data_collection_permissions: { required: ['browsingActivity'] },
      },
    },
  },
};
