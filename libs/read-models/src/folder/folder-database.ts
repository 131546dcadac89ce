import { ClickHouseDatabase } from '../database/clickhouse-database.js';
import { folderClient } from '../database/connect.js';
import { FolderUse } from './folder-use.js';

/** The in-process engine on a folder that is marked while it is in use. */
export class FolderDatabase extends ClickHouseDatabase {
  private constructor(
    client: ConstructorParameters<typeof ClickHouseDatabase>[0],
    private readonly use: FolderUse | undefined,
  ) {
    super(client);
  }

  /**
   * Opens the folder. Without an id of this boot it is not marked, and each insert must wait for
   * the disk. Throws when another process has the folder open.
   */
  static async open(dir: string, bootId: string | null): Promise<FolderDatabase> {
    const use = bootId === null ? undefined : await FolderUse.enter(dir, bootId);
    return new FolderDatabase(await folderClient(dir), use);
  }

  /** Whether each insert must wait for the disk. */
  get needsSync(): boolean {
    return this.use === undefined;
  }

  get wasEmptied(): boolean {
    return this.use?.wasEmptied ?? false;
  }

  /**
   * Lets the engine look now for parts of a table that it no longer needs. Until its next look, a
   * table keeps the period that it was made with.
   */
  async cleanUpNow(table: string): Promise<void> {
    for (const action of ['STOP', 'START']) await this.client.command({ query: `SYSTEM ${action} CLEANUP ${table}` });
  }

  override async close(): Promise<void> {
    await super.close();
    await this.use?.leave();
  }
}
