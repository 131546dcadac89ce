import { existsSync } from 'node:fs';
import { lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { configFileOf } from '../../config/load-settings.js';
import { type AgentCommand, type Call, EXIT, WrongUsage } from '../command/command.js';
import { EXTENSION_KIND, installExtension, removeExtension } from './gnome-extension.js';
import { KINDS, type Service, type ServiceFile, type ServiceKind, serviceOf, usualKind } from './service-files.js';

/** Systemd runs this machine when this folder exists (sd_booted(3)). */
const SYSTEMD = '/run/systemd/system';

export const INSTALL: AgentCommand = {
  name: 'install',
  summary: 'Lets the agent start at each log-in, or puts its extension into GNOME Shell.',
  flags: [['--kind <kind>', `${KINDS.join(', ')} (default: the usual one of this system), or ${EXTENSION_KIND}`]],
  act: async (call) => {
    if (call.flags['kind'] === EXTENSION_KIND) return installExtension(call);
    const kind = kindOf(call);
    const service = serviceFor(kind, call);
    // Two ways to start would start two agents.
    for (const other of KINDS) if (other !== kind) await removeAll(serviceFor(other, call).files);
    for (const file of service.files) await place(file);
    for (const { path } of service.files) call.print(`made ${path}`);
    call.print(`The agent starts at your next log-in. To start it now:\n  ${service.start}`);
    warnOfMissing(call);
    return EXIT.good;
  },
};

export const UNINSTALL: AgentCommand = {
  name: 'uninstall',
  summary: 'Takes back what install has made. Records and settings stay.',
  act: async (call) => {
    const removed: Service[] = [];
    for (const kind of KINDS) {
      const service = serviceFor(kind, call);
      const paths = await removeAll(service.files);
      for (const path of paths) call.print(`removed ${path}`);
      if (paths.length > 0) removed.push(service);
    }
    const hadExtension = await removeExtension(call);
    if (removed.length === 0 && !hadExtension) call.print('nothing was installed');
    for (const { stop } of removed) call.print(`An agent that runs goes on. To stop it:\n  ${stop}`);
    return EXIT.good;
  },
};

function kindOf({ flags, platform }: Call): ServiceKind {
  const given = flags['kind'];
  if (given === undefined) return usualKind(platform, existsSync(SYSTEMD));
  const kind = KINDS.find((known) => known === given);
  if (kind === undefined) throw new WrongUsage(`--kind must be ${KINDS.join(', ')} or ${EXTENSION_KIND}`);
  return kind;
}

/** The service runs the program that runs now, with the configuration file of this call. */
function serviceFor(kind: ServiceKind, { env, platform, configFile, program }: Call): Service {
  const isUsual = configFile === configFileOf({ env: { ...env, TIMELEDGER_CONFIG: '' }, platform });
  const words = [...program, 'run', ...(isUsual ? [] : ['--config', resolve(configFile)])];
  // eslint-disable-next-line no-control-regex
  if (words.some((word) => /[\u0000-\u001f\u007f]/.test(word))) {
    throw new WrongUsage('the path of the program or of the configuration file has control characters');
  }
  return serviceOf(kind, words, { env, platform });
}

/** A service has neither this shell's variables nor its flags. */
function warnOfMissing({ origins, warn }: Call): void {
  for (const name of ['server', 'key'] as const) {
    const isKept =
      !origins[name].startsWith('--') && !origins[name].startsWith('TIMELEDGER_') && origins[name] !== 'default';
    if (isKept) continue;
    const how = name === 'key' ? 'config set key - < FILE' : 'config set server URL';
    warn(`warning: the service does not know the ${name} yet: login, or ${how}`);
  }
}

async function place({ path, content, linkTo }: ServiceFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (linkTo === undefined) return writeFile(path, content);
  await rm(path, { force: true });
  await symlink(linkTo, path);
}

/** Removes the files that are there. Returns their paths. */
async function removeAll(files: readonly ServiceFile[]): Promise<string[]> {
  const there: string[] = [];
  for (const { path } of [...files].reverse()) {
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    await rm(path);
    there.push(path);
  }
  return there;
}
