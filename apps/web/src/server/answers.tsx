import { QueryClient, QueryObserver, type QueryObserverResult } from '@tanstack/query-core';
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { TimeledgerError } from '@app/client';
import type { SignedIn } from './session.js';

/** What every page needs of the server. */
export interface Server extends SignedIn {
  readonly answers: QueryClient;
}

export const ServerContext = createContext<Server | undefined>(undefined);

export function useServer(): Server {
  const server = useContext(ServerContext);
  if (!server) throw new Error('A page was drawn before the session was read.');
  return server;
}

/** Whether the server refused. Then to ask again would bring the same answer. */
const isRefusal = (error: unknown): boolean =>
  error instanceof TimeledgerError && error.status >= 400 && error.status < 500;

export const newAnswers = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // After some seconds the page says what is wrong. It asks again when it is live again.
        retry: (count, error) => !isRefusal(error) && count < 2,
        // The server tells what changed: `live/`.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });

/** A question to the server. Questions with one key share one answer. */
export interface Question<Answer> {
  readonly key: readonly unknown[];
  readonly ask: () => Promise<Answer>;
}

/**
 * The answer to a question. The page is drawn again whenever it changes. It is asked again when the
 * server tells a change of what the key names: `live/affected.ts`.
 */
export function useAnswer<Answer>({ key, ask }: Question<Answer>): QueryObserverResult<Answer> {
  const { answers } = useServer();
  const options = { queryKey: key, queryFn: ask };
  const [observer] = useState(() => new QueryObserver<Answer>(answers, options));
  const [, drawAgain] = useState(0);
  const hash = JSON.stringify(key);
  useEffect(() => observer.subscribe(() => drawAgain((count) => count + 1)), [observer]);
  useEffect(() => observer.setOptions(options), [observer, hash]);
  return observer.getOptimisticResult(answers.defaultQueryOptions(options));
}

/** Asks again for what did not come because the server did not answer. */
export const askForMissing = (answers: QueryClient): Promise<void> =>
  answers.invalidateQueries({
    predicate: ({ state: { fetchFailureReason } }) => fetchFailureReason !== null && !isRefusal(fetchFailureReason),
  });

/** When to ask again. On a busy server a change shows in reports some seconds later. */
const AGAIN_AFTER_MS = [0, 300, 1_000, 3_000];

/** Asks again for the answers with these keys, until a change must be in them. */
export function askAgain(answers: QueryClient, ...keys: readonly string[]): void {
  for (const ms of AGAIN_AFTER_MS)
    setTimeout(() => keys.forEach((key) => void answers.invalidateQueries({ queryKey: [key] })), ms);
}
