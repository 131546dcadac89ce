import { hostname } from 'node:os';
import { keepOpen, type KeptPort } from '../loopback/keep-open.js';
import { type EditorDocuments } from '../sites/editor-documents.js';
import { type SiteNames } from '../sites/site-names.js';
import { openWatchPort } from './watch-port.js';
import { heard } from './watchers.js';

export interface ForWatchersOptions {
  port: number;
  deviceId: string;
  origins: readonly string[];
  sites: SiteNames;
  editors: EditorDocuments;
  say: (message: string) => void;
}

/** Opens ActivityWatch's port. When it is taken the agent says so, and tries again later. */
export function openForWatchers(options: ForWatchersOptions): Promise<KeptPort> {
  const { port, deviceId, origins, sites, editors, say } = options;
  const taken = `the port ${port} of ActivityWatch is taken: ActivityWatch may run itself, so its watchers tell this agent nothing`;
  const refused = (origin: string) =>
    say(
      `an extension asked the port of ActivityWatch; if it is yours, let it in by --activity-watch-origins ${origin}`,
    );
  const desk = { port, hostname: hostname(), deviceId, origins, refused, now: Date.now };
  return keepOpen({
    open: () => openWatchPort({ ...desk, heard: (one) => heard(one, { sites, editors, now: Date.now() }) }),
    opened: () => say(`watchers of ActivityWatch may tell this agent on port ${port}`),
    failed: ({ code, message }) =>
      say(code === 'EADDRINUSE' ? taken : `the port of ActivityWatch cannot be opened: ${message}`),
  });
}
