import { readFile } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';
import { type ToldAlert } from './ask-server.js';

/** Knows which alerts the person has seen, also after a restart. Ids of a server only grow. */
export class ShownAlerts {
  private highest: number | undefined;

  constructor(
    private readonly file: string,
    /** The ids of another server say nothing about this one. */
    private readonly server: string,
  ) {}

  /** The alerts that were not shown yet, in their order. They count as shown from now on. */
  async fresh(alerts: readonly ToldAlert[]): Promise<ToldAlert[]> {
    this.highest ??= await this.read();
    const { highest } = this;
    const fresh = alerts.filter(({ id }) => id > highest);
    if (fresh.length === 0) return [];
    this.highest = Math.max(...fresh.map(({ id }) => id));
    const note = { server: this.server, highest: this.highest };
    await replaceFile(this.file, JSON.stringify(note)).catch(() => undefined);
    return fresh;
  }

  private async read(): Promise<number> {
    try {
      const { server, highest } = JSON.parse(await readFile(this.file, 'utf8')) as Record<string, unknown>;
      return server === this.server && typeof highest === 'number' ? highest : 0;
    } catch {
      return 0;
    }
  }
}
