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
  /** The person chooses the action with these words. */
  choose(notice: Shown, words: string): void;
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
  connection.serve(OBJECT.path, SERVICE, {
    GetCapabilities: () => ({ signature: 'as', body: [abilities] }),
    Notify: ([, , , summary, body, actions]) => {
      const id = shown.length + 1;
      shown.push({ id, summary: textOf(summary), body: textOf(body), actions: actions as BusValue[] });
      return { signature: 'u', body: [id] };
    },
  });
  if (!(await connection.takeName(SERVICE))) throw new Error('the bus has a notification service already');
  const emit = (member: string, signature: string, body: BusValue[]) =>
    connection.emit({ ...OBJECT, member, signature, body });
  const dismiss = ({ id }: Shown) => emit('NotificationClosed', 'uu', [id, 2]);
  return {
    shown,
    dismiss,
    choose: (notice, words) => {
      const place = notice.actions.indexOf(words);
      emit('ActionInvoked', 'us', [notice.id, notice.actions[place - 1] ?? '']);
      dismiss(notice);
    },
    close: () => connection.close(),
  };
}
