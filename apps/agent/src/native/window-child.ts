import { type ChildProcess, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { type Observable, Subject } from 'rxjs';
import { CHILD_WORD, type ChildMessage, LONGEST_LINE, type Question, readMessage } from './messages.js';

/** The key of the account is not for a native module. */
const SECRET = 'TIMELEDGER_KEY';
const ANSWER_LIMIT_MS = 2_000;
/** An exit code above is a status of Windows, as 0xC0000005 for a wrong access to memory. */
const FIRST_STATUS = 0x8000_0000;

export interface ChildOptions {
  /** The words that start this program, without its arguments. */
  program: readonly string[];
  env: NodeJS.ProcessEnv;
  /** A child that is silent for longer is ended: it hangs. */
  silentMs: number;
}

type Answer = Extract<ChildMessage, { type: 'answer' }>;
type Asked<Kind = Question> = Kind extends Question ? Omit<Kind, 'question'> : never;

/** How a process has ended, in words. */
export function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `ended by ${signal}`;
  return code !== null && code >= FIRST_STATUS
    ? `crashed with 0x${code.toString(16).toUpperCase()}`
    : `ended with ${code}`;
}

/** The process that watches windows, as the agent sees it. */
export class WindowChild {
  /** What it tells. Errors when it has ended, hangs, or tells what is no message. */
  readonly messages: Observable<ChildMessage>;
  private readonly said = new Subject<ChildMessage>();
  private readonly process: ChildProcess;
  private readonly watchdog: NodeJS.Timeout;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private questions = 0;
  private hasSpoken = true;
  private isOver = false;

  constructor({ program: [command = '', ...words], env, silentMs }: ChildOptions) {
    this.messages = this.said.asObservable();
    const open = { ...env };
    delete open[SECRET];
    this.process = spawn(command, [...words, CHILD_WORD], {
      ...{ env: open, windowsHide: true },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.process.once('error', (error) => this.fail(`cannot be started: ${error.message}`));
    this.process.once('close', (code, signal) => this.fail(describeEnd(code, signal)));
    this.process.stdin?.on('error', () => undefined);
    this.readLines();
    // After a sleep of the machine the timer fires once, however long the sleep was. So a child
    // must miss two in a row.
    this.watchdog = setInterval(() => this.checkSilence(), silentMs / 2);
  }

  /** Resolves to the answer. Rejects when the child has none. */
  async ask(asked: Asked): Promise<Answer> {
    if (this.isOver) throw new Error('the process that watches windows has ended');
    const question = (this.questions += 1);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ANSWER_LIMIT_MS)));
    const told = new Promise<Answer>((resolve) => this.waiting.set(question, resolve));
    this.process.stdin?.write(`${JSON.stringify({ ...asked, question })}\n`);
    const answer = await Promise.race([told, late]);
    clearTimeout(timer);
    this.waiting.delete(question);
    if (answer === null) throw new Error('the process that watches windows does not answer');
    if (answer.error !== null) throw new Error(answer.error);
    return answer;
  }

  /** Ends it. Nothing more is told. */
  stop(): void {
    this.isOver = true;
    clearInterval(this.watchdog);
    this.process.kill('SIGKILL');
  }

  private readLines(): void {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    this.process.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.take(line);
      if (rest.length > LONGEST_LINE) this.take(rest);
    });
  }

  private take(line: string): void {
    if (this.isOver) return;
    this.hasSpoken = true;
    const message = readMessage(line);
    if (message === null) return this.fail('tells what cannot be understood');
    if (message.type === 'answer') this.waiting.get(message.question)?.(message);
    else this.said.next(message);
  }

  private checkSilence(): void {
    if (!this.hasSpoken) this.fail('does not answer');
    this.hasSpoken = false;
  }

  private fail(how: string): void {
    if (this.isOver) return;
    this.stop();
    this.said.error(new Error(`the process that watches windows ${how}`));
  }
}
