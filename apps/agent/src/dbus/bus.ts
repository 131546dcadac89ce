import { defer, merge, mergeMap, Observable, of, retry, tap, throwError, timer } from 'rxjs';
import { BusConnection } from './connection.js';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket';

export type BusKind = 'session' | 'system';

/** The address of a bus, or null when this session has no such bus. */
export function addressOf(kind: BusKind, env: NodeJS.ProcessEnv): string | null {
  if (kind === 'system') return env['DBUS_SYSTEM_BUS_ADDRESS'] || SYSTEM_BUS;
  const runtime = env['XDG_RUNTIME_DIR'];
  return env['DBUS_SESSION_BUS_ADDRESS'] || (runtime ? `unix:path=${encodeURI(runtime)}/bus` : null);
}

/**
 * One message bus of this machine. All who use it share one connection. It is opened when somebody
 * first asks, and opened again after a loss. A machine without the bus rejects each request.
 */
export class Bus {
  private opening: Promise<BusConnection> | null = null;

  constructor(
    readonly kind: BusKind,
    private readonly env: NodeJS.ProcessEnv = process.env,
    private readonly firstRetryMs = FIRST_RETRY_MS,
  ) {}

  /** The shared connection. Rejects with a reason for people. */
  async connection(): Promise<BusConnection> {
    if (this.opening === null) {
      const opening = this.open();
      this.opening = opening;
      opening.then(
        ({ lost }) => lost.subscribe(() => (this.opening = null)),
        () => (this.opening = null),
      );
    }
    return this.opening;
  }

  /**
   * Emits the connection each time that it is there, and the reason while it is not. Tries again
   * after 1 s, and doubles that up to a minute. Never errors and never ends.
   */
  connections(): Observable<BusConnection | Error> {
    const attempts = defer(() => this.connection()).pipe(
      mergeMap((connection) =>
        merge(of(connection), connection.lost.pipe(mergeMap((reason) => throwError(() => reason)))),
      ),
    );
    return new Observable((subscriber) =>
      attempts
        .pipe(
          tap({ error: (reason: Error) => subscriber.next(reason) }),
          retry({
            delay: (_reason, attempt) => timer(Math.min(this.firstRetryMs * 2 ** (attempt - 1), LONGEST_RETRY_MS)),
            resetOnSuccess: true,
          }),
        )
        .subscribe(subscriber),
    );
  }

  async close(): Promise<void> {
    (await this.opening?.catch(() => null))?.close();
  }

  private async open(): Promise<BusConnection> {
    const address = addressOf(this.kind, this.env);
    if (address === null) throw new Error(`this session has no ${this.kind} bus`);
    try {
      return await BusConnection.open(address);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(`the ${this.kind} bus does not answer: ${code ?? message}`, { cause: error });
    }
  }
}
