/** The part of the package `x11` that the agent and its tests use. The package ships no types. */
declare module 'x11' {
  import type { EventEmitter } from 'node:events';
  import type { Duplex } from 'node:stream';

  /** Receives a reply. Returning true marks an error as handled. Otherwise x11 emits `error`. */
  export type Reply<T> = (error: Error | null | undefined, value: T) => boolean | void;

  export interface Property {
    type: number;
    data: Buffer;
  }

  export interface X11Event {
    name: string;
    wid: number;
    atom: number;
  }

  export interface SyncExtension {
    ListSystemCounters(reply: Reply<{ counter: number; name: string }[]>): void;
    QueryCounter(counter: number, reply: Reply<number>): void;
  }

  export interface X11Client extends EventEmitter {
    /** Undefined until the socket is connected. */
    stream?: Duplex;
    AllocID(): number;
    InternAtom(onlyIfExists: boolean, name: string, reply: Reply<number>): void;
    GetProperty(
      remove: number,
      window: number,
      name: number,
      type: number,
      offset: number,
      words: number,
      reply: Reply<Property>,
    ): void;
    ChangeProperty(mode: number, window: number, name: number, type: number, bits: number, data: Buffer): void;
    DeleteProperty(window: number, name: number): void;
    ChangeWindowAttributes(window: number, values: { eventMask: number }, reply: Reply<void>): void;
    SendEvent(window: number, propagate: number, eventMask: number, event: Buffer, reply: Reply<void>): void;
    CreateWindow(id: number, parent: number, x: number, y: number, width: number, height: number): void;
    DestroyWindow(id: number): void;
    QueryExtension(name: string, reply: Reply<{ present: number }>): void;
    require(extension: 'sync', reply: Reply<SyncExtension>): void;
    terminate(): void;
    sync(): Promise<void>;
  }

  export interface X11Setup {
    client: X11Client;
    screen: { root: number }[];
  }

  export interface X11Server {
    addClientStream(stream: Duplex): void;
  }

  const x11: {
    createClient(
      options: {
        display: string;
        disableBigRequests: boolean;
        shm: boolean;
        /** Collects requests until the event loop waits, also those whose reply is awaited. */
        bufferRequests?: { flushOnReply: false };
      },
      ready: (error: Error | null | undefined, setup: X11Setup) => void,
    ): X11Client;
    createServer(options: { width: number; height: number }): X11Server;
    eventMask: {
      PropertyChange: number;
      StructureNotify: number;
      SubstructureNotify: number;
      SubstructureRedirect: number;
    };
  };
  export default x11;
}
