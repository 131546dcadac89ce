import { type LocalServer } from './local-server.js';

const TRY_AGAIN_MS = 30_000;

export interface KeepOpenOptions {
  open: () => Promise<LocalServer>;
  /** Called once when the port is taken or cannot be opened. */
  failed: (error: NodeJS.ErrnoException) => void;
  /** Called when the port is open. */
  opened: (port: number) => void;
  /** Default 30 s. */
  tryAgainMs?: number;
}

export interface KeptPort {
  close(): Promise<void>;
}

/**
 * Opens a port, now or later: another agent may hold it and end. The program goes on without it.
 * Resolves after the first attempt.
 */
export async function keepOpen({
  open,
  failed,
  opened,
  tryAgainMs = TRY_AGAIN_MS,
}: KeepOpenOptions): Promise<KeptPort> {
  let server: LocalServer | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isSaid = false;
  const attempt = async (): Promise<void> => {
    try {
      const fresh = await open();
      if (isClosed) return fresh.close();
      server = fresh;
      opened(fresh.port);
    } catch (error) {
      if (!isSaid) failed(error as NodeJS.ErrnoException);
      isSaid = true;
      if (!isClosed) timer = setTimeout(() => void (trying = attempt()), tryAgainMs).unref();
    }
  };
  let trying = attempt();
  await trying;
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await trying;
      await server?.close();
    },
  };
}
