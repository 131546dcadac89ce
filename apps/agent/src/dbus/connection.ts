import { type Socket } from 'node:net';
import { Observable, ReplaySubject, Subject } from 'rxjs';
import { openBusSocket } from './bus-socket.js';
import { Frames } from './frames.js';
import { decodeMessage, encodeMessage, KIND, type Message } from './message.js';
import { type Signal, type SignalFilter, matchRule, isFrom } from './signals.js';
import { type BusValue, textOf } from './values.js';

export const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;
const ANSWER_LIMIT_MS = 25_000;

export interface Call {
  destination: string;
  path: string;
  interface: string;
  member: string;
  /** The types of `body`. Default: no arguments. */
  signature?: string;
  body?: readonly BusValue[];
}

/** A program on the bus has refused a call. `name` is the name of the error on the bus. */
export class BusError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message === '' ? name : message);
  }
}

/** What a served method answers. */
export interface Answer {
  signature?: string;
  body?: readonly BusValue[];
}

/** Answers calls of one interface. `sender` is the unique name of the caller. */
export type Methods = Record<string, (body: readonly BusValue[], sender: string) => Answer | Promise<Answer>>;

interface Waiting {
  resolve: (body: readonly BusValue[]) => void;
  reject: (reason: Error) => void;
  timer: NodeJS.Timeout;
}

/** A connection to one message bus. All that waits rejects when the connection is gone. */
export class BusConnection {
  /** Emits the reason once when the connection is gone. */
  readonly lost = new ReplaySubject<Error>(1);
  /** The unique name that the bus gave. */
  name = '';
  private readonly received = new Subject<Message>();
  private readonly waiting = new Map<number, Waiting>();
  private readonly served = new Map<string, Methods>();
  /** Messages that wait, oldest first, while the caller of an answer takes it. */
  private readonly arrived: Buffer[] = [];
  private isPausing = false;
  private serial = 0;
  private isOpen = true;

  private constructor(private readonly socket: Socket) {
    const frames = new Frames();
    socket.on('data', (chunk: Buffer) => {
      try {
        this.arrived.push(...frames.take(chunk));
      } catch (error) {
        this.lose(error as Error);
      }
      if (!this.isPausing) this.receiveAll();
    });
    socket.on('error', (error) => this.lose(error));
    socket.on('close', () => this.lose(new Error('the bus closed the connection')));
    socket.resume();
    // A bus alone keeps no program running. A call that waits for its answer does, by its timer.
    socket.unref();
  }

  /** Connects to a bus by its address. Rejects with a reason for people. */
  static async open(addresses: string): Promise<BusConnection> {
    const connection = new BusConnection(await openBusSocket(addresses));
    try {
      connection.name = textOf((await connection.call({ ...BUS, member: 'Hello' }))[0]);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Calls a method. Rejects with a BusError when the other program refuses. */
  call(call: Call): Promise<readonly BusValue[]> {
    return new Promise((resolve, reject) => {
      const serial = this.send({ kind: KIND.call, ...call });
      const late = () => this.settle(serial)?.reject(new Error(`no answer to ${call.member}`));
      this.waiting.set(serial, { resolve, reject, timer: setTimeout(late, ANSWER_LIMIT_MS) });
    });
  }

  /**
   * The signals of one program. A program that only claims to be the sender is not heard. Errors
   * when the bus refuses the subscription or when the connection is lost.
   */
  signals(filter: SignalFilter): Observable<Signal> {
    return new Observable((subscriber) => {
      let owner = '';
      subscriber.add(
        this.received.subscribe((message) => {
          if (!isFrom(message, filter, owner)) return;
          subscriber.next({ path: message.path ?? '', member: message.member ?? '', body: message.body ?? [] });
        }),
      );
      subscriber.add(this.subscription(matchRule(filter), (error) => subscriber.error(error)));
      const failed = { error: (error: Error) => subscriber.error(error) };
      subscriber.add(this.owners(filter.sender).subscribe({ next: (name) => (owner = name), ...failed }));
    });
  }

  /**
   * The unique name behind a name now and at each change: '' while no program has it. Errors when
   * the connection is lost.
   */
  owners(name: string): Observable<string> {
    return new Observable((subscriber) => {
      let isChanged = false;
      subscriber.add(
        this.received.subscribe((message) => {
          if (!isFrom(message, OWNER_CHANGES, BUS.destination) || message.body?.[0] !== name) return;
          isChanged = true;
          subscriber.next(textOf(message.body[2]));
        }),
      );
      const fail = (error: Error) => subscriber.error(error);
      subscriber.add(this.lost.subscribe(fail));
      subscriber.add(this.subscription(matchRule({ ...OWNER_CHANGES, first: name }), fail));
      this.ownerOf(name).then((owner) => (isChanged ? undefined : subscriber.next(owner)), fail);
    });
  }

  /** The unique name behind a name, or '' when no program has it. */
  ownerOf(name: string): Promise<string> {
    return this.call({ ...BUS, member: 'GetNameOwner', signature: 's', body: [name] }).then(
      ([owner]) => textOf(owner),
      (error: Error) => {
        if (error.name === 'org.freedesktop.DBus.Error.NameHasNoOwner') return '';
        throw error;
      },
    );
  }

  /** Takes a name on the bus. Returns whether this connection has it now. */
  async takeName(name: string): Promise<boolean> {
    const doNotQueue = 4;
    const [result] = await this.call({ ...BUS, member: 'RequestName', signature: 'su', body: [name, doNotQueue] });
    return result === 1 || result === 4;
  }

  /** Answers calls to an object of this program. */
  serve(path: string, interfaceName: string, methods: Methods): void {
    this.served.set(`${path} ${interfaceName}`, methods);
  }

  /** Emits a signal of this program. */
  emit(signal: Omit<Call, 'destination'> & { destination?: string }): void {
    this.send({ kind: KIND.signal, ...signal });
  }

  close(): void {
    this.lose(new Error('closed'));
  }

  /** Asks the bus for signals at once. The result takes the wish back. */
  private subscription(rule: string, failed: (error: Error) => void): () => void {
    this.call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] }).catch(failed);
    return () => this.tell('RemoveMatch', rule);
  }

  private tell(member: string, text: string): void {
    if (this.isOpen)
      this.send({ kind: KIND.call, ...BUS, member, signature: 's', body: [text], isNoReplyExpected: true });
  }

  private send(message: Omit<Message, 'serial'>): number {
    if (!this.isOpen) throw new Error('the connection to the bus is closed');
    this.serial = (this.serial % 0xffffffff) + 1;
    this.socket.write(encodeMessage({ ...message, serial: this.serial }));
    return this.serial;
  }

  /**
   * A caller takes an answer a little later than it arrives, a listener takes a signal at once. So
   * each answer is left time before the next message: a state that was asked for must not seem
   * newer than a signal that came after it.
   */
  private receiveAll(): void {
    this.isPausing = false;
    try {
      for (let frame = this.arrived.shift(); frame !== undefined && this.isOpen; frame = this.arrived.shift()) {
        const kind = this.receive(frame);
        if (kind === KIND.signal || this.arrived.length === 0) continue;
        this.isPausing = true;
        setImmediate(() => this.receiveAll());
        return;
      }
    } catch (error) {
      this.lose(error as Error);
    }
  }

  private receive(frame: Buffer): number | null {
    const message = readable(frame);
    if (message === null) return null;
    const { kind, replySerial = 0, body = [], errorName = 'error' } = message;
    if (kind === KIND.reply) this.settle(replySerial)?.resolve(body);
    if (kind === KIND.error) this.settle(replySerial)?.reject(new BusError(errorName, textOf(body[0])));
    if (kind === KIND.signal) this.received.next(message);
    if (kind === KIND.call) void this.answer(message);
    return kind;
  }

  private settle(serial: number): Waiting | undefined {
    const waiting = this.waiting.get(serial);
    clearTimeout(waiting?.timer);
    this.waiting.delete(serial);
    return waiting;
  }

  private async answer({ path, interface: of, member = '', body = [], sender = '', ...call }: Message): Promise<void> {
    const methods = this.served.get(`${path} ${of}`);
    const to = { destination: sender, replySerial: call.serial };
    let answer: Omit<Message, 'serial'>;
    try {
      if (methods === undefined || !Object.hasOwn(methods, member)) throw new BusError(UNKNOWN_METHOD, member);
      answer = { kind: KIND.reply, ...to, ...(await methods[member]?.(body, sender)) };
    } catch (error) {
      const errorName = error instanceof BusError ? error.name : FAILED;
      answer = { kind: KIND.error, ...to, errorName, signature: 's', body: [(error as Error).message] };
    }
    if (!call.isNoReplyExpected && this.isOpen) this.send(answer);
  }

  private lose(reason: Error): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.socket.destroy();
    for (const serial of [...this.waiting.keys()]) this.settle(serial)?.reject(reason);
    this.lost.next(reason);
  }
}

const UNKNOWN_METHOD = 'org.freedesktop.DBus.Error.UnknownMethod';
const FAILED = 'org.freedesktop.DBus.Error.Failed';
const OWNER_CHANGES = { sender: BUS.destination, interface: BUS.interface, member: 'NameOwnerChanged' };

/** Another program may send anything. A message that cannot be read is dropped. */
function readable(frame: Buffer): Message | null {
  try {
    return decodeMessage(frame);
  } catch {
    return null;
  }
}
