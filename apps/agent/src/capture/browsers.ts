/**
 * Browsers by the names of their programs: WM_CLASS class or instance on X11, the program's file on
 * Windows, the application on macOS. Lower case, without spaces, dots, dashes and underscores, and
 * without the words of a release (`-beta`, `-stable`).
 *
 * Only a Firefox shows in the title of its window that the window is private. No title of any other
 * browser is kept.
 */
const FIREFOX_FAMILY = new Set([
  ...['firefox', 'firefoxesr', 'firefoxdeveloperedition', 'firefoxnightly', 'nightly', 'orgmozillafirefox'],
  ...['librewolf', 'waterfox', 'floorp', 'iolitelibrewolf', 'netlibrewolf', 'navigator'],
]);

const OTHER_BROWSERS = new Set([
  ...['chrome', 'googlechrome', 'chromium', 'chromiumbrowser', 'orgchromiumchromium', 'comgooglechrome'],
  ...['ungoogledchromium', 'brave', 'bravebrowser', 'combravebrowser', 'msedge', 'microsoftedge', 'vivaldi'],
  ...['opera', 'operagx', 'yandexbrowser', 'yandex', 'naverwhale', 'whale', 'thorium', 'thoriumbrowser', 'iridium'],
  ...['iridiumbrowser', 'arc', 'helium', 'comet', 'sidekick', 'slimjet', 'epic', 'coccoc', 'cromite', 'avastbrowser'],
  ...[
    'zen',
    'zenalpha',
    'zenbrowser',
    'icecat',
    'palemoon',
    'basilisk',
    'seamonkey',
    'torbrowser',
    'torbrowserlauncher',
  ],
  ...['mullvadbrowser', 'epiphany', 'orggnomeepiphany', 'web', 'konqueror', 'falkon', 'orgkdefalkon', 'qutebrowser'],
  ...[
    'orgqutebrowserqutebrowser',
    'midori',
    'otterbrowser',
    'surf',
    'luakit',
    'vimb',
    'nyxt',
    'dillo',
    'netsurf',
    'min',
  ],
  ...['minbrowser', 'safari', 'orion', 'duckduckgo', 'iexplore', 'maxthon', 'ladybird', 'angelfish', 'orgkdeangelfish'],
]);

/** Browsers of one platform whose name is another program's elsewhere: Dia draws diagrams. */
const BROWSERS_OF_PLATFORM: Partial<Record<NodeJS.Platform, ReadonlySet<string>>> = {
  darwin: new Set(['dia', 'edge']),
  win32: new Set(['dia', 'edge']),
};

const RELEASE = /(stable|beta|dev|unstable|canary|snapshot|nightly|browser)$/;

export type BrowserKind = 'firefox' | 'other' | null;

/**
 * The kind of browser that a window belongs to, by any of its names: its class or its instance
 * (`Navigator` for every Firefox). Null for all other programs. A name counts in any case.
 */
export function browserOf(names: readonly (string | undefined)[], platform: NodeJS.Platform): BrowserKind {
  const kinds = names.map((name) => kindOf(name ?? '', platform));
  // A browser that is not known to be safe wins: forks of Firefox have the instance Navigator too.
  return kinds.find((kind) => kind === 'other') ?? kinds.find((kind) => kind === 'firefox') ?? null;
}

function kindOf(name: string, platform: NodeJS.Platform): BrowserKind {
  // Chromium puts the folder of the profile behind its name.
  const plain = name
    .toLowerCase()
    .replace(/\(.*$/, '')
    .replace(/[\s._-]+/g, '');
  for (const known of [plain, plain.replace(RELEASE, '')]) {
    if (FIREFOX_FAMILY.has(known)) return 'firefox';
    if (OTHER_BROWSERS.has(known) || BROWSERS_OF_PLATFORM[platform]?.has(known)) return 'other';
  }
  return null;
}
