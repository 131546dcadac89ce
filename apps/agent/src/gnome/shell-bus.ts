import { existsSync } from 'node:fs';
import { COMMAND } from '../config/version.js';
import { type BusConnection } from '../dbus/connection.js';
import { type BusValue, textOf } from '../dbus/values.js';
import { extensionFolder, UUID } from './extension-files.js';

/** The name of GNOME Shell on the bus of the session. */
export const SHELL = 'org.gnome.Shell';
/** The object of the extension: it lives in the Shell. */
export const TELLING = {
  destination: SHELL,
  path: '/io/timeledger/Agent/Shell',
  interface: 'io.timeledger.Agent.Shell',
} as const;
export const EXTENSIONS = {
  destination: SHELL,
  path: '/org/gnome/Shell',
  interface: 'org.gnome.Shell.Extensions',
} as const;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
/** Source: GNOME Shell, js/misc/extensionUtils.js, ExtensionState. */
const STATE = { enabled: 1, error: 3, outOfDate: 4 } as const;
const INSTALL = `${COMMAND} install --kind gnome-extension`;

/** The mode of GNOME Shell with the person at work. Others: a locked screen, the log-in. */
const AT_WORK = 'user';

/** A property of GNOME Shell: `ShellVersion`, `Mode`. */
export async function shellProperty(bus: BusConnection, name: string): Promise<string> {
  const call = { destination: SHELL, path: '/org/gnome/Shell', interface: PROPERTIES, member: 'Get' };
  return textOf((await bus.call({ ...call, signature: 'ss', body: [SHELL, name] }))[0]);
}

/** What GNOME Shell knows of the extension. Empty: nothing. */
export async function extensionFacts(bus: BusConnection): Promise<Map<BusValue, BusValue>> {
  const [facts] = await bus.call({ ...EXTENSIONS, member: 'GetExtensionInfo', signature: 's', body: [UUID] });
  return facts instanceof Map ? facts : new Map<BusValue, BusValue>();
}

/** What keeps GNOME Shell from telling windows, in a sentence for the person. Null: nothing. */
export async function extensionProblem(bus: BusConnection, env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    await bus.call({ ...TELLING, member: 'Active' });
    return null;
  } catch {
    const isAtWork = (await shellProperty(bus, 'Mode')) === AT_WORK;
    return isAtWork ? whySilent(bus, env) : null;
  }
}

/** Why the extension does not tell windows, and what to do. */
async function whySilent(bus: BusConnection, env: NodeJS.ProcessEnv): Promise<string> {
  const facts = await extensionFacts(bus);
  const [state, error] = [facts.get('state'), textOf(facts.get('error'))];
  if (facts.size === 0)
    return existsSync(extensionFolder(env))
      ? `GNOME Shell has not loaded the extension of the agent yet: log out and in, then: ${ENABLE}`
      : `GNOME tells windows only to its extensions, and that of the agent is not installed: ${INSTALL}`;
  if (state === STATE.outOfDate)
    return `the extension of the agent is for another version of GNOME Shell: ${INSTALL}, then log out and in`;
  if (state === STATE.error) return `the extension of the agent has failed in GNOME Shell: ${error}`;
  if (state === STATE.enabled) return 'the extension of the agent does not answer';
  return `the extension of the agent is off in GNOME Shell: ${ENABLE}`;
}

/** What a person types to turn the extension on. */
export const ENABLE = `gnome-extensions enable ${UUID}`;
