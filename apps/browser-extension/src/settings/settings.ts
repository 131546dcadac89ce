import type { AgentPairing } from '../agent/agent-channel.js';
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
  /** Agreed with the agent by the pairing code. Null: never paired, or forgotten. */
  readonly pairing: AgentPairing | null;
  /** An older version was paired by a token. The agent could not prove itself by it. */
  readonly hasOldPairing: boolean;
  readonly server: ServerAccess | null;
  /** One host in each line, as the person wrote it. */
  readonly exclusions: string;
  readonly isHostOnly: boolean;
}

export const DEFAULT_PORT = 27_352;

export const DEFAULT_SETTINGS: Settings = {
  mode: 'agent',
  port: DEFAULT_PORT,
  pairing: null,
  hasOldPairing: false,
  server: null,
  exclusions: '',
  isHostOnly: false,
};

const NAME = 'settings';

/** The settings; what was never chosen has its default. */
export async function readSettings(storage: StorageArea): Promise<Settings> {
  const { [NAME]: stored } = await storage.get([NAME]);
  const { token, ...chosen } = (stored ?? {}) as Partial<Settings> & { token?: unknown };
  return { ...DEFAULT_SETTINGS, ...(typeof token === 'string' && { hasOldPairing: true }), ...chosen };
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
