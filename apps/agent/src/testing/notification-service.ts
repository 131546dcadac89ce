import { BusConnection } from '../dbus/connection.js';
import { type BusValue, textOf } from '../dbus/values.js';

const SERVICE = 'org.freedesktop.Notifications';
const OBJECT = { path: '/org/freedesktop/Notifications', interface: SERVICE };

/** A notification as the service got it. */
export interface Shown {
  id: number;
  summary: string;
  body: string;
  /** Keys and words in turn. */
  actions: BusValue[];
}

/** A notification service of a test on a real bus. */
export interface NotificationService {
  shown: Shown[];
  /** The numbers of those that their program has taken away, in order. */
  closed: number[];
  /** The person chooses the action with these words. */
  choose(notice: Shown, words: string): void;
  /** The service says that this action was chosen. */
  invoke(id: number, key: string): void;
  /** The person closes a notification, or its time is over. */
  dismiss(notice: Shown): void;
  close(): void;
}

export async function startNotificationService(
  address: string,
  abilities: string[] = ['actions', 'body', 'body-markup'],
): Promise<NotificationService> {
  const connection = await BusConnection.open(address);
  const shown: Shown[] = [];
  const closed: number[] = [];
  connection.serve(OBJECT.path, SERVICE, {
    GetCapabilities: () => ({ signature: 'as', body: [abilities] }),
    CloseNotification: ([id]) => {
      closed.push(Number(id));
      return { signature: '', body: [] };
    },
    Notify: ([, old, , summary, body, actions]) => {
      const id = Number(old) || shown.length + 1;
      shown.push({ id, summary: textOf(summary), body: textOf(body), actions: actions as BusValue[] });
      return { signature: 'u', body: [id] };
    },
  });
  if (!(await connection.takeName(SERVICE))) throw new Error('the bus has a notification service already');
  const emit = (member: string, signature: string, body: BusValue[]) =>
    connection.emit({ ...OBJECT, member, signature, body });
  const invoke = (id: number, key: string) => emit('ActionInvoked', 'us', [id, key]);
  const dismiss = ({ id }: Shown) => emit('NotificationClosed', 'uu', [id, 2]);
  return {
    shown,
    closed,
    dismiss,
    invoke,
    choose: (notice, words) => {
      const place = notice.actions.indexOf(words);
      invoke(notice.id, textOf(notice.actions[place - 1]));
      dismiss(notice);
    },
    close: () => connection.close(),
  };
}
