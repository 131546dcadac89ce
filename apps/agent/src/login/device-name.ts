import { hostname, userInfo } from 'node:os';
import { plainLine } from '@app/domain';

const LONGEST = 100;

/** The name that the key of this computer gets: `ada on desk`. */
export function deviceName(): string {
  return plainLine(`${userName()} on ${hostname()}`).slice(0, LONGEST).trim();
}

/** In some containers a user id has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'agent';
  }
}
