import { type ActivityClass, classifyActivity, SHIPPED_TAXONOMY } from '@app/domain';
import { LRUCache } from 'lru-cache';

const REMEMBERED = 50_000;

/** The class of an activity under the shipped taxonomy, remembered: a replay asks for the same names over and over. */
export function shippedClassOf(): (activity: string) => ActivityClass {
  const classes = new LRUCache<string, ActivityClass>({ max: REMEMBERED });
  return (activity) => {
    let known = classes.get(activity);
    if (!known) classes.set(activity, (known = classifyActivity(SHIPPED_TAXONOMY, activity)));
    return known;
  };
}
