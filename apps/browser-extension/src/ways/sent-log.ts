import { inOrder } from '../browser/in-order.js';
import type { StorageArea } from '../browser/web-extension.js';

/** One thing that left the browser. */
export interface Sent {
  /** Epoch ms. */
  readonly at: number;
  readonly to: 'agent' | 'server';
  /** The JSON as it was sent, without token and key. */
  readonly text: string;
}

const NAME = 'sent';
const MOST = 20;
const LONGEST = 4_000;

/** Remembers what left the browser last, so that the person can look. It ends with the browser. */
export class SentLog {
  private readonly alone = inOrder();

  constructor(private readonly session: StorageArea) {}

  add({ at, to, body }: { at: number; to: Sent['to']; body: object }): Promise<void> {
    return this.alone(async () => {
      const text = JSON.stringify(body).slice(0, LONGEST);
      await this.session.set({ [NAME]: [{ at, to, text }, ...(await this.read())].slice(0, MOST) });
    });
  }

  /** The newest first. */
  async read(): Promise<Sent[]> {
    const { [NAME]: sent } = await this.session.get([NAME]);
    return (sent as Sent[] | undefined) ?? [];
  }
}
