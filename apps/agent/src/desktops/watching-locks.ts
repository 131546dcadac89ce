import { type ActivitySource } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { absence, seesLocks } from '../presence/absence.js';
import { withoutAbsence } from '../presence/present-source.js';

/** A bus that answers later than this counts as missing. */
const ANSWER_LIMIT_MS = 2_000;

/** The adapter without the time in which the screen is locked, as the buses of Linux tell it. */
export async function watchingLocks(source: ActivitySource, env: NodeJS.ProcessEnv): Promise<ActivitySource> {
  const buses = () => ({ session: new Bus('session', env), system: new Bus('system', env), env });
  const asked = buses();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ANSWER_LIMIT_MS)));
  const areSeen = await Promise.race([seesLocks(asked), late]);
  clearTimeout(timer);
  void asked.session.close();
  void asked.system.close();
  return withoutAbsence(source, { absences: absence(buses()), seesLocks: areSeen });
}
