import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { activityKey } from './activity-key.js';
import type { CategoryName, ProductivityLevel } from './catalogue/categories.js';
import { type ActivityOverride, inForce, type Taxonomy } from './classify-activity.js';
import type { ActivityClassified, ActivityReset } from './events.js';
import { checkActivity, checkCategory, checkLevel, checkRoom, isSame, overrideOf } from './own-class-checks.js';

/** A change of what the user set for an activity. What is left out stays; null is as shipped. */
export interface ActivityChange {
  readonly activity: string;
  readonly category?: CategoryName | null;
  readonly productivity?: ProductivityLevel | null;
}

/** Changes several activities, in order. All of them, or none when one is refused. */
export interface ChangeActivities extends Command {
  readonly type: 'ChangeActivities';
  readonly data: { readonly activities: readonly ActivityChange[] };
}

/**
 * The events of some changes. A change that changes nothing gives none. The same activity may
 * occur again: then it goes on from the change before. Refuses as `ClassifyActivity` does.
 */
export function changeActivities(
  { activities }: ChangeActivities['data'],
  taxonomy: Taxonomy,
): (ActivityClassified | ActivityReset)[] {
  const changed = new Map<string, ActivityOverride | undefined>();
  const events: (ActivityClassified | ActivityReset)[] = [];
  let count = taxonomy.activityOverrides.size;
  for (const change of activities) {
    const { activity } = change;
    checkChange(change, taxonomy);
    const key = activityKey(activity);
    const present = changed.has(key) ? changed.get(key) : taxonomy.activityOverrides.get(key);
    const wanted = changedSettings(present && inForce(present, taxonomy), change);
    const isEmpty = !wanted.category && wanted.productivity === undefined;
    if (isEmpty ? !present : present && isSame(present, wanted)) continue;
    if (isEmpty) count--;
    else if (!present) checkRoom(count++, 'classifiedActivities', 'activities that you classed');
    changed.set(key, isEmpty ? undefined : wanted);
    events.push(
      isEmpty
        ? { type: 'ActivityReset', data: { activity } }
        : { type: 'ActivityClassified', data: { activity, ...wanted } },
    );
  }
  return events;
}

function checkChange({ activity, category, productivity }: ActivityChange, taxonomy: Taxonomy): void {
  checkActivity(activity);
  if (category === undefined && productivity === undefined)
    throw new DomainError('nothing_said', 'Say a category, a productivity level or both.');
  if (category) checkCategory(category, taxonomy);
  if (productivity != null) checkLevel(productivity);
}

/** The settings after a change. */
function changedSettings(present: ActivityOverride | undefined, change: ActivityChange): ActivityOverride {
  const category = change.category === undefined ? present?.category : change.category;
  const productivity = change.productivity === undefined ? present?.productivity : change.productivity;
  return overrideOf({ ...(category && { category }), ...(productivity != null && { productivity }) });
}
