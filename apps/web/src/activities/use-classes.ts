import { answerOf, type components } from '@app/client';
import { useRef, useState } from 'preact/hooks';
import { useServer } from '../server/answers.js';
import { type Change, useChange } from '../server/changes.js';
import { type Categories, type Entry, isByRule, ownOf, type Settings, withSettings } from './model/entries.js';

type Report = components['schemas']['ActivitiesReportDto'];
type Former = components['schemas']['FormerSettingsDto'];

/** The most that one request takes. */
const MOST_AT_ONCE = 500;
/** An account has no room for more activities with a class of their own. */
export const MOST_IN_ALL = 5_000;

/** The answer that the page draws. Changes are drawn in it before the server makes them. */
export interface DrawnReport {
  readonly key: readonly unknown[];
  /** Settles when all changes that are on their way have arrived, or were refused. */
  readonly changes: { current: Promise<void> };
  /** Whether it shows a moment of the past: then nothing changes. */
  readonly isPast: boolean;
}

/** What a change gives each activity. */
export type SettingsByActivity = ReadonlyMap<string, Settings>;

/** The newest change, to say what it did and to take it back. */
export interface Outcome {
  readonly sentence: string;
  /** Undefined when it cannot be taken back. */
  readonly before: SettingsByActivity | undefined;
}

export interface Classes {
  /** Draws a change at once, and sends it. When the server refuses it, all is drawn as before. */
  readonly set: (settings: SettingsByActivity, sentence: string) => void;
  /** Takes back the newest change. */
  readonly undo: (sentence: string) => void;
  readonly outcome: Outcome | undefined;
  readonly forget: () => void;
  readonly error: Change['error'];
}

/** Changes how activities of a report are classed. Changes are sent one after the other. */
export function useClasses({ key, changes }: DrawnReport, categories: Categories): Classes {
  const { answers, client } = useServer();
  const change = useChange('day', 'range', 'documents');
  const [outcome, setOutcome] = useState<Outcome>();
  const newest = useRef(0);

  const draw = (settings: SettingsByActivity) =>
    answers.setQueryData<Report>([...key], (report) => report && withAll(report, settings, categories));

  const send = async (settings: SettingsByActivity): Promise<Map<string, Settings>> => {
    const before = new Map<string, Settings>();
    for (const activities of inParts(settings)) {
      const call = () => client.PUT('/api/v1/taxonomy/activities', { body: { activities } });
      const worked = await change.run(async () => {
        for (const one of (await answerOf(call())).before) before.set(one.activity, settingsOf(one));
      });
      if (!worked) throw new RefusedAfter(before);
    }
    return before;
  };

  const make = (settings: SettingsByActivity, done: (before: SettingsByActivity) => Outcome) => {
    const drawnBefore = formerOf(answers.getQueryData<Report>([...key]), settings);
    // An answer that was asked for before the change must not come after it.
    void answers.cancelQueries({ queryKey: [...key] });
    draw(settings);
    setOutcome(undefined);
    const number = ++newest.current;
    const work = async () => {
      try {
        const outcomeOfThis = done(await send(settings));
        if (number === newest.current) setOutcome(outcomeOfThis);
      } catch (error) {
        const isMade = error instanceof RefusedAfter ? error.before : new Map<string, Settings>();
        draw(new Map([...drawnBefore].filter(([activity]) => !isMade.has(activity))));
      }
    };
    changes.current = changes.current.then(work);
  };

  return {
    set: (settings, sentence) => make(settings, (before) => ({ sentence, before })),
    undo: (sentence) => {
      if (outcome?.before) make(outcome.before, () => ({ sentence, before: undefined }));
    },
    outcome,
    forget: () => setOutcome(undefined),
    error: change.error,
  };
}

/** The server refused a part of a change. `before`: what the parts before it changed. */
class RefusedAfter extends Error {
  constructor(readonly before: SettingsByActivity) {
    super('A change was refused.');
  }
}

const settingsOf = ({ category, productivity }: Former): Settings => ({ category, productivity });

/** The report after a change. Entries that it does not touch stay the same objects. */
const withAll = (report: Report, settings: SettingsByActivity, categories: Categories): Report => ({
  ...report,
  activities: report.activities.map((entry) => {
    const ofEntry = settings.get(entry.activity);
    return ofEntry ? withSettings(entry, ofEntry, categories) : entry;
  }),
});

function formerOf(report: Report | undefined, settings: SettingsByActivity): Map<string, Settings> {
  const touched = (report?.activities ?? []).filter((entry: Entry) => settings.has(entry.activity) && !isByRule(entry));
  return new Map(touched.map((entry) => [entry.activity, ownOf(entry)]));
}

function inParts(settings: SettingsByActivity) {
  const changes = [...settings].map(([activity, { category, productivity }]) => ({
    activity,
    ...(category !== undefined && { category }),
    ...(productivity !== undefined && { productivity }),
  }));
  const parts: (typeof changes)[] = [];
  for (let from = 0; from < changes.length; from += MOST_AT_ONCE) parts.push(changes.slice(from, from + MOST_AT_ONCE));
  return parts;
}
