import { readFileSync } from 'node:fs';

/** Packages have it: packaging/bundle.mjs writes the number in its place. */
declare const AGENT_VERSION: string | undefined;

/** The version of this agent. Programs from the sources and from dist/ read it from the root. */
export const VERSION = typeof AGENT_VERSION === 'string' ? AGENT_VERSION : versionOfRoot();

/** How a person starts this program. */
export const COMMAND = typeof AGENT_VERSION === 'string' ? 'timeledger-agent' : 'npm run agent --';

function versionOfRoot(): string {
  for (const path of ['../../../../package.json', '../../../../../package.json']) {
    const found = versionIn(new URL(path, import.meta.url));
    if (found !== undefined) return found;
  }
  return 'unknown';
}

/** The agent's own package has another name: it is no root. */
function versionIn(place: URL): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(place, 'utf8')) as { name: string; version: string };
    return name === 'timeledger' ? version : undefined;
  } catch {
    return undefined;
  }
}
