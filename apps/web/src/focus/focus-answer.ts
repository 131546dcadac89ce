import { answerOf, type components } from '@app/client';
import { useEffect, useState } from 'preact/hooks';
import { useAnswer, useServer } from '../server/answers.js';

export type Focus = components['schemas']['FocusDto'];
export type Running = NonNullable<Focus['running']>;

const TICK_MS = 250;

/** A running session, and when the browser heard of it by a clock that is never set. */
interface HeardFocus extends Focus {
  /** Of `performance.now`. */
  readonly heardAt: number;
}

/** The focus sessions of the account. An agent or another page may start or end one. */
export function useFocus() {
  const { client } = useServer();
  return useAnswer<HeardFocus>({
    key: ['focus'],
    ask: async () => {
      const focus = await answerOf(client.GET('/api/v1/focus'));
      return { ...focus, heardAt: performance.now() };
    },
  });
}

/**
 * The seconds that are left of a session. It counts from the answer of the server on, so a wrong
 * clock of the browser does not matter. `over` is called once when none are left.
 */
export function useSecondsLeft({ remainingSeconds, id }: Running, heardAt: number, over: () => void): number {
  const left = () => remainingSeconds - (performance.now() - heardAt) / 1000;
  const [seconds, setSeconds] = useState(left());
  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds(left());
      if (left() > 0) return;
      clearInterval(timer);
      over();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [id, remainingSeconds, heardAt]);
  return seconds;
}
