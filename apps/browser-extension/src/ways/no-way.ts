import type { Block } from '../agent/agent-answers.js';
import { type Connection, NOTHING_SHOWN, type Shown, type Way } from './way.js';

/** Nothing is chosen yet: nothing is recorded, and nothing is sent. */
export class NoWay implements Way {
  constructor(private readonly connection: Connection) {}

  async look(): Promise<Block | null> {
    return null;
  }

  async shown(): Promise<Shown> {
    return { ...NOTHING_SHOWN, connection: this.connection };
  }

  async pause(): Promise<void> {}

  async resume(): Promise<void> {}

  async more(): Promise<boolean> {
    return false;
  }
}
