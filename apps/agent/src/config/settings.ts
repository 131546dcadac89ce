import { dataFolder } from './folders.js';
import { ADDRESS, choice, HOURS, KEY, maybe, NAMES, SWITCH, text, TITLED_SITES, wholeNumber } from './kinds.js';
import { type Level, LEVELS } from './levels.js';
import { type Setting, setting } from './setting.js';

/** Which films and calls count beside the named ones. */
const FILMS = ['named', 'audible', 'inhibited', 'all'] as const;
type FilmsCount = (typeof FILMS)[number];

/** The commands that ask the server. */
const ASKING = ['run', 'doctor', 'today', 'focus start', 'focus stop', 'focus status'];

/**
 * All settings of the agent. A new one is one entry here: the flag, the variable, the line in the
 * configuration file, the help and `config` follow from it.
 */
export const SETTINGS = {
  server: setting({
    kind: maybe(ADDRESS),
    meaning: 'the Timeledger server',
    fallback: () => undefined,
    flagOf: [...ASKING, 'login'],
  }),
  key: setting({
    kind: maybe(KEY),
    meaning: 'API key of the kind agent; TIMELEDGER_KEY keeps it out of the process list',
    fallback: () => undefined,
    flagOf: ASKING,
    isSecret: true,
  }),
  caFile: setting({
    kind: maybe(text('<file>')),
    meaning: 'certificates (PEM) to trust beside the usual ones',
    fallback: () => undefined,
    flagOf: ASKING,
  }),
  dataDir: setting({
    kind: text('<folder>'),
    meaning: 'where records wait',
    fallback: dataFolder,
    flagOf: 'every',
  }),
  display: setting({
    kind: maybe(text('<name>')),
    meaning: 'X11 display',
    otherwise: 'DISPLAY',
    fallback: () => undefined,
    flagOf: ['run', 'status', 'doctor', 'smoke'],
  }),
  idleSeconds: setting({
    kind: wholeNumber(60, 3_600),
    meaning: 'do not count a pause without input of this length or more: 60 to 3600',
    fallback: () => 300,
    flagOf: ['run'],
  }),
  countsWhenIdle: setting({
    kind: NAMES,
    meaning: 'applications that count without input: films, calls (vlc,zoom)',
    fallback: () => [],
    flagOf: ['run'],
  }),
  filmsCount: setting({
    kind: choice(FILMS),
    meaning:
      'what else counts without input: named (nothing), audible (pages that play sound), ' +
      'inhibited (programs that keep the screen on), all',
    fallback: (): FilmsCount => 'named',
    flagOf: ['run'],
  }),
  extensionPort: setting({
    kind: wholeNumber(0, 65_535),
    meaning: 'port of 127.0.0.1 where the browser extension tells web sites; 0: none',
    fallback: () => 27_352,
    flagOf: ['run'],
  }),
  titledSites: setting({
    kind: TITLED_SITES,
    meaning: 'sites by the titles of browsers without an extension (* - YouTube=youtube.com), private windows too',
    fallback: () => [],
    flagOf: ['run'],
  }),
  activityWatch: setting({
    kind: SWITCH,
    meaning: "let ActivityWatch's watchers of browsers and editors tell this agent, on port 5600: on, off",
    otherwise: 'off',
    fallback: () => false,
    flagOf: ['run'],
  }),
  activityWatchPort: setting({
    kind: wholeNumber(1, 65_535),
    meaning: 'another port for these watchers; those of browsers know 5600 only',
    fallback: () => 5_600,
    flagOf: ['run'],
  }),
  activityWatchOrigins: setting({
    kind: NAMES,
    meaning: 'more extensions that may use this port (moz-extension://...)',
    fallback: () => [],
    flagOf: ['run'],
  }),
  askAfterIdle: setting({
    kind: SWITCH,
    meaning: 'ask after a pause of 5 minutes to 4 hours what it was: on, off',
    otherwise: 'on',
    fallback: () => true,
    flagOf: ['run'],
  }),
  idleAnswers: setting({
    kind: NAMES,
    meaning: 'what that question offers: up to three, the last answers first',
    fallback: () => ['Meeting', 'Phone call', 'Break'],
    flagOf: ['run'],
  }),
  syncSeconds: setting({
    kind: maybe(wholeNumber(1, 86_400)),
    meaning: 'sync this often: 1 to 86400',
    otherwise: 'as the server says',
    fallback: () => undefined,
    flagOf: ['run'],
  }),
  hours: setting({
    kind: HOURS,
    meaning: 'record only then: "mon-fri 9:00-17:30; sat 10-12", local time',
    otherwise: 'always',
    fallback: () => null,
    flagOf: ['run'],
  }),
  defaultRules: setting({
    kind: SWITCH,
    meaning: 'do not record password managers, nor titles of terminals and banks',
    otherwise: 'on',
    fallback: () => true,
    flagOf: ['run'],
  }),
  logLevel: setting({
    kind: choice(LEVELS),
    meaning: 'the least that the log tells',
    fallback: (): Level => 'info',
    flagOf: ['run'],
  }),
};

export type SettingKey = keyof typeof SETTINGS;

/** The values of all settings, by their names in the code. */
export type Settings = { readonly [K in SettingKey]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** The setting with this key. */
export const settingOf = (key: SettingKey): Setting => SETTINGS[key];
