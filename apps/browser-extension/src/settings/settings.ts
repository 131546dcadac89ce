import type { StorageArea } from '../browser/web-extension.js';
import { readExclusions } from '../privacy/exclusions.js';
import type { PrivacyRules } from '../privacy/told-page.js';

/** Who keeps the time: the agent on this computer, or the extension alone. Never both. */
export type Mode = 'agent' | 'server';

export interface ServerAccess {
  /** Without a slash at its end. */
  readonly url: string;
  /** A key of kind *agent*. */
  readonly key: string;
  /** The name of this browser in the list of devices. */
  readonly device: string;
}

/** What the person chose, and the secrets that the extension got. */
export interface Settings {
  readonly mode: Mode;
  readonly port: number;
  /** Given by the agent for the pairing code. Null: never paired, or forgotten. */
  readonly token: string | null;
  readonly server: ServerAccess | null;
  /** One host in each line, as the person wrote it. */
  readonly exclusions: string;
  readonly isHostOnly: boolean;
}

export const DEFAULT_PORT = 27_352;

export const DEFAULT_SETTINGS: Settings = {
  mode: 'agent',
  port: DEFAULT_PORT,
  token: null,
  server: null,
  exclusions: '',
  isHostOnly: false,
};

const NAME = 'settings';

/** The settings; what was never chosen has its default. */
export async function readSettings(storage: StorageArea): Promise<Settings> {
  const { [NAME]: stored } = await storage.get([NAME]);
  return { ...DEFAULT_SETTINGS, ...(stored as Partial<Settings> | undefined) };
}

/** Changes some settings. The caller sees to it that no two changes happen at once. */
export async function changeSettings(storage: StorageArea, change: Partial<Settings>): Promise<Settings> {
  const next = { ...(await readSettings(storage)), ...change };
  await storage.set({ [NAME]: next });
  return next;
}

/** What may leave the browser, by these settings. */
export const privacyRulesOf = ({ exclusions, isHostOnly }: Settings): PrivacyRules => ({
  exclusions: readExclusions(exclusions).exclusions,
  isHostOnly,
});
