import type { ComponentType } from 'preact';
import { lazy as lazyPage } from 'preact-iso';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

const OLD_PAGES = 'timeledger:old-pages';
const RELOADED_AT = 'timeledger.reloadedAt';
/** A second failure within so many ms is none that another reload would mend. */
const RELOAD_AGAIN_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;

/**
 * A page whose script comes when it is opened, as `lazy` of preact-iso. While the server does not
 * answer, the page before stays. After a deployment the script of an older page is gone. Then the
 * page is loaded again, once. While something is typed, the page stays as it is, and the person
 * decides.
 */
export function lazy<Props = object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazyPage(() => load().catch(withoutScript)) as unknown as ComponentType<Props>;
}

/** Calls `hear` when the pages are out of date and something is typed. Returns how to end that. */
export function onOldPages(hear: () => void): () => void {
  addEventListener(OLD_PAGES, hear);
  return () => removeEventListener(OLD_PAGES, hear);
}

const typed = new Set<HTMLInputElement | HTMLTextAreaElement>();

/** Notes where a person types. Call it once, before the pages are drawn. */
export function watchTyping(): void {
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) typed.add(target);
  });
}

function isTyped(): boolean {
  for (const field of typed) if (!field.isConnected) typed.delete(field);
  return [...typed].some(({ value }) => value !== '');
}

const NEVER = new Promise<never>(() => undefined);

/** Whether the server answers, whatever it says. */
const isThere = () => fetch(at('/health/live'), { cache: 'no-store' }).then(Boolean, () => false);

async function withoutScript(): Promise<ComponentType> {
  if (await isThere()) return reloaded();
  do await new Promise((goOn) => setTimeout(goOn, LOOK_AGAIN_MS));
  while (!(await isThere()));
  // The browser remembers that the script did not come, and does not ask for it again.
  sessionStorage.removeItem(RELOADED_AT);
  return reloaded();
}

function reloaded(): ComponentType | Promise<never> {
  if (isTyped()) {
    dispatchEvent(new Event(OLD_PAGES));
    return NEVER;
  }
  if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < RELOAD_AGAIN_MS) return NotLoaded;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  location.reload();
  return NEVER;
}

function NotLoaded() {
  const { text } = useTexts(TEXTS);
  return (
    <div class="notice" role="alert">
      <p>{text('live.notLoaded')}</p>
      <button type="button" onClick={() => location.reload()}>
        {text('live.reload')}
      </button>
    </div>
  );
}
