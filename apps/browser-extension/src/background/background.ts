import { api, type IdleState } from '../browser/web-extension.js';
import { pageToTell, titleToHash } from '../privacy/told-page.js';
import { privacyRulesOf } from '../settings/settings.js';
import type { QuestionName, Questions } from '../ways/questions.js';
import { ServerWay } from '../ways/server-way.js';
import { ANSWERS } from './answers.js';
import { replacedName, showBlock } from './block-page.js';
import { frontTab } from './front-tab.js';
import { ownWay } from './own-ways.js';
import { Soon } from './soon.js';

/**
 * Looks at the tab in front whenever it may have changed, and every 30 seconds. The browser stops
 * this script between two events: it keeps nothing in its variables that must not be lost.
 */

const ALARM = 'look';
const ALARM_MINUTES = 0.5;
/** A pause of this length is told by the browser. */
const PAUSE_SECONDS = 60;
/** The shortest time about which browsers answer. */
const JUST_NOW_SECONDS = 15;
const SOON_MS = 100;
const TITLE_MS = 1_000;
const SHORTEST_MS = 300;

const looking = new Soon(() => look(), SHORTEST_MS);

async function look(knownInputAt: number | null = null): Promise<void> {
  const [{ settings, way }, tab, idle] = await Promise.all([
    ownWay(),
    frontTab(),
    api.idle.queryState(JUST_NOW_SECONDS),
  ]);
  const rules = privacyRulesOf(settings);
  const page = tab === null ? null : pageToTell(tab, rules);
  const hiddenTitle = tab === null ? undefined : titleToHash(tab, rules);
  const inputAt = knownInputAt ?? (idle === 'active' ? Date.now() - JUST_NOW_SECONDS * 1_000 : null);
  const block = await way.look({ page, hiddenTitle, idle, inputAt });
  if (block !== null && tab !== null) await showBlock(tab, block);
}

async function ring(): Promise<void> {
  const { way } = await ownWay();
  if (way instanceof ServerWay) await way.due();
  await look();
}

async function idleChanged(state: IdleState): Promise<void> {
  if (state === 'active') await look(Date.now());
  else if (state === 'idle') await look(Date.now() - PAUSE_SECONDS * 1_000);
  else await look();
}

async function answer(message: unknown): Promise<unknown> {
  const { name, question } = message as { name: QuestionName; question: never };
  const answered = await (ANSWERS[name] as (asked: Questions[QuestionName]['question']) => Promise<unknown>)(question);
  // A choice, a pause or a pairing changes what may be told.
  if (name !== 'shown' && name !== 'sent' && name !== 'settings') looking.ask(0);
  return answered;
}

api.tabs.onActivated.addListener(() => looking.ask(SOON_MS));
api.windows.onFocusChanged.addListener(() => looking.ask(SOON_MS));
api.tabs.onUpdated.addListener((_id, { url, title, audible }) => {
  if (url !== undefined || audible !== undefined) looking.ask(SOON_MS);
  else if (title !== undefined) looking.ask(TITLE_MS);
});
api.tabs.onRemoved.addListener((id) => {
  looking.ask(SOON_MS);
  void api.storage.session.remove([replacedName(id)]);
});
api.idle.setDetectionInterval(PAUSE_SECONDS);
api.idle.onStateChanged.addListener((state) => idleChanged(state));
api.alarms.onAlarm.addListener(({ name }) => (name === ALARM ? ring() : undefined));
api.runtime.onStartup.addListener(() => ring());
api.runtime.onInstalled.addListener(() => ring());
api.runtime.onMessage.addListener((message, { id }, reply) => {
  if (id !== api.runtime.id) return false;
  void answer(message).then(reply, () => reply(null));
  return true;
});

void api.alarms.get(ALARM).then(async (alarm) => {
  if (alarm?.periodInMinutes !== ALARM_MINUTES) await api.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
});
