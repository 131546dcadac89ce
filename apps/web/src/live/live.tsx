import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { TimeledgerError } from '@app/client';
import { at } from '../server/address.js';
import { askForMissing, type Server, useServer } from '../server/answers.js';
import { today } from '../server/today.js';
import { isAffected, type Told } from './affected.js';
import { LiveConnection, type LiveState, type Moment } from './live-connection.js';

/** What a page knows of the present moment. */
export interface Live {
  readonly state: LiveState;
  /** The present day of the account: `2026-11-29`. It moves on at midnight. */
  readonly today: string;
  /** The day and zone that the server told last. Undefined before it told any. */
  readonly moment: Moment | undefined;
}

const LiveContext = createContext<Live | undefined>(undefined);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('A page was drawn outside of LiveProvider.');
  return live;
}

/** The present day of the account. The page is drawn again when it changes. */
export const useToday = (): string => useLive().today;

/** A page that is hidden for so long hangs up. Shown again, it is told what it missed. */
const HIDDEN_MS = 3_000;

/** Keeps the answers of all pages up to date while a person looks at one. */
export function LiveProvider({ setZone, children }: { setZone: (zone: string) => void; children: ComponentChildren }) {
  const server = useServer();
  const [state, setState] = useState<LiveState>('connecting');
  const [moment, setMoment] = useState<Moment>();
  const day = moment?.today ?? today(server.timeZone);
  const present = useRef(day);
  present.current = day;
  const connection = useMemo(() => {
    const moved = (now: Moment) => {
      setZone(now.timeZone);
      setMoment(now);
      if (now.today !== present.current) void server.answers.invalidateQueries();
    };
    return connectionOf(server, { moved, changed: setState, today: () => present.current });
  }, [server.answers]);
  useEffect(() => whileInView(connection), [connection]);
  return <LiveContext.Provider value={{ state, today: day, moment }}>{children}</LiveContext.Provider>;
}

interface Heard {
  readonly moved: (now: Moment) => void;
  readonly changed: (state: LiveState) => void;
  readonly today: () => string;
}

function connectionOf({ answers, renew, liveSince }: Server, { moved, changed, today }: Heard): LiveConnection {
  return new LiveConnection(liveSince, {
    open: (since) => new EventSource(at(`/api/v1/live?since=${encodeURIComponent(since)}`)),
    isSignedIn: () =>
      renew().then(
        () => true,
        (error: unknown) => {
          if (isOfNoSession(error)) return false;
          throw error;
        },
      ),
    told: (change: Told) =>
      void answers.invalidateQueries({ predicate: ({ queryKey }) => isAffected(queryKey, change, today()) }),
    changed: (state) => {
      changed(state);
      if (state === 'live') void askForMissing(answers);
    },
    moved,
  });
}

const isOfNoSession = (error: unknown): boolean =>
  error instanceof TimeledgerError && (error.status === 401 || error.code === 'other_person');

/** Connects while the page is in view, and hangs up when it is hidden. Returns how to end that. */
function whileInView(connection: LiveConnection): () => void {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(hiding);
    if (document.visibilityState === 'visible') connection.resume();
    else hiding = setTimeout(() => connection.pause(), HIDDEN_MS);
  };
  // A page that is left may come back by the button of the browser, as it was.
  const leave = () => connection.pause();
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', look);
  addEventListener('online', look);
  addEventListener('focus', look);
  addEventListener('pagehide', leave);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pageshow', look);
    removeEventListener('online', look);
    removeEventListener('focus', look);
    removeEventListener('pagehide', leave);
    clearTimeout(hiding);
    connection.pause();
  };
}
