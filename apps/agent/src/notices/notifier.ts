import { merge, type Subscription } from 'rxjs';
import { type Bus } from '../dbus/bus.js';
import { type BusConnection } from '../dbus/connection.js';
import { Variant } from '../dbus/values.js';

const SERVICE = 'org.freedesktop.Notifications';
const OBJECT = { path: '/org/freedesktop/Notifications', interface: SERVICE };
const PROGRAM = 'Timeledger';
const LONGEST_SUMMARY = 120;
const LONGEST_BODY = 400;
/** A service that never tells the end of a notification must not keep a question for ever. */
const QUESTION_MS = 30 * 60_000;
const SERVICE_DECIDES = -1;

export interface Notice {
  summary: string;
  body?: string;
  /** What the person may choose, in order: the words are also the answer. Default: nothing. */
  choices?: readonly string[];
  /** The notification of an earlier run whose place this one takes, when it is still there. */
  replaces?: NoticeMark;
  /** Gets the mark of this notification as soon as it is shown. */
  shown?: (mark: NoticeMark) => void;
}

/** A notification, by its number and the service that gave it. */
export interface NoticeMark {
  id: number;
  owner: string;
}

export interface Notifier {
  /**
   * Shows a notification. Resolves to what the person chose, or to null: nothing was chosen, or it
   * cannot be shown. Never rejects.
   */
  show(notice: Notice): Promise<string | null>;
  /** Ends all questions, and takes their notifications away. Resolves when that is done. */
  close(): Promise<void>;
}

/**
 * Notifications of the desktop, by `org.freedesktop.Notifications` on the session bus. When there
 * is no service, `say` gets one sentence, and again only after it was there in between.
 */
export function desktopNotifier(bus: Bus, say: (message: string) => void): Notifier {
  const closing = new AbortController();
  const asked = new Set<Promise<string | null>>();
  let isMissing = false;
  const show = async (notice: Notice): Promise<string | null> => {
    try {
      const shown = await showOn(await bus.connection(), notice, closing.signal);
      isMissing = false;
      asked.add(shown.answer);
      return await shown.answer.finally(() => asked.delete(shown.answer));
    } catch (error) {
      if (!isMissing) say(`no desktop notifications: ${(error as Error).message}`);
      isMissing = true;
      return null;
    }
  };
  return {
    show,
    close: async () => {
      closing.abort();
      await Promise.all(asked);
    },
  };
}

/** Resolves when the service has the notification. `answer` resolves when it is gone. */
async function showOn(
  connection: BusConnection,
  { summary, body = '', choices = [], replaces, shown }: Notice,
  closed: AbortSignal,
): Promise<{ answer: Promise<string | null> }> {
  const abilities = (await connection.call({ destination: SERVICE, ...OBJECT, member: 'GetCapabilities' }))[0];
  const can = (what: string) => Array.isArray(abilities) && abilities.includes(what);
  if (choices.length > 0 && !can('actions')) throw new Error('the service of this desktop takes no answers');
  // The signals are followed first: an answer may come before the service has told the number.
  const answers = choices.length > 0 ? new Answers(connection, choices) : null;
  try {
    const owner = await connection.ownerOf(SERVICE);
    const old = replaces?.owner === owner ? replaces.id : 0;
    const [id] = await connection.call({
      ...{ destination: SERVICE, ...OBJECT, member: 'Notify', signature: 'susssasa{sv}i' },
      body: [
        ...[PROGRAM, old, '', plain(summary, LONGEST_SUMMARY)],
        can('body-markup') ? withoutMarkup(plain(body, LONGEST_BODY)) : plain(body, LONGEST_BODY),
        choices.flatMap((words, index) => [`answer-${index}`, plain(words, LONGEST_SUMMARY)]),
        new Map([['urgency', new Variant('y', 1)]]),
        SERVICE_DECIDES,
      ],
    });
    shown?.({ id: Number(id), owner });
    if (answers === null) return { answer: Promise.resolve(null) };
    return { answer: answers.of(Number(id), closed) };
  } catch (error) {
    answers?.end();
    throw error;
  }
}

/** Hears what becomes of one notification. */
class Answers {
  private readonly heard = new Map<number, string | null>();
  private readonly hearing: Subscription;
  private settle: () => void = () => undefined;
  private waitingFor: number | null = null;

  constructor(
    private readonly connection: BusConnection,
    private readonly choices: readonly string[],
  ) {
    const signals = (member: string) => connection.signals({ sender: SERVICE, ...OBJECT, member });
    this.hearing = merge(signals('ActionInvoked'), signals('NotificationClosed')).subscribe({
      next: ({ member, body: [id, what] }) => {
        if (member === 'ActionInvoked') this.hear(Number(id), this.chosen(what));
        if (member === 'NotificationClosed') this.hear(Number(id), null);
      },
      error: () => this.settle(),
    });
  }

  async of(id: number, closed: AbortSignal): Promise<string | null> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, QUESTION_MS);
      this.settle = () => {
        clearTimeout(timer);
        closed.removeEventListener('abort', this.settle);
        resolve();
      };
      closed.addEventListener('abort', this.settle);
      this.waitingFor = id;
      if (closed.aborted || this.heard.has(id)) this.settle();
    });
    this.end();
    // Its buttons do nothing any more.
    if (!this.heard.has(id)) await this.closeNotice(id).catch(() => undefined);
    return this.heard.get(id) ?? null;
  }

  private closeNotice(id: number): Promise<unknown> {
    const call = { destination: SERVICE, ...OBJECT, member: 'CloseNotification' };
    return this.connection.call({ ...call, signature: 'u', body: [id] });
  }

  end(): void {
    this.hearing.unsubscribe();
  }

  private hear(id: number, answer: string | null): void {
    if (!this.heard.has(id)) this.heard.set(id, answer);
    if (id === this.waitingFor) this.settle();
  }

  private chosen(key: unknown): string | null {
    const index = typeof key === 'string' ? /^answer-(\d)$/.exec(key)?.[1] : undefined;
    return index === undefined ? null : (this.choices[Number(index)] ?? null);
  }
}

/** One line without control characters, and not too long. */
function plain(text: string, longest: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The service reads `<` and `&` as markup. A name of an alert must not become a link. */
const withoutMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
