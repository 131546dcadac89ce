import { type Settings } from './settings.js';

/** The server that the records go to. */
export interface Target {
  server: URL;
  key: string;
}

/** The server or its key is missing. */
export class MissingTarget extends Error {}

/** The server and the key of these settings. Throws MissingTarget. */
export function targetOf({ server, key }: Pick<Settings, 'server' | 'key'>): Target {
  if (server === undefined) {
    throw new MissingTarget(
      'the server is missing: sign in by "login --server URL", give --server, or set TIMELEDGER_SERVER',
    );
  }
  if (key === undefined)
    throw new MissingTarget('the key is missing: sign in by "login --server URL", or set TIMELEDGER_KEY');
  return { server, key };
}

/** True when the key would cross a network unencrypted. */
export function isPlainRemote({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
