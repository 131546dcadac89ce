import { openReadModels } from '@app/read-models';
import type { ProjectorSettings } from '@app/settings';

/**
 * Forgets every checkpoint, of projections and of reactors. The next `run` finds tables without
 * checkpoints: it empties them and begins at the start of the log. No projector may run meanwhile.
 */
export async function startOverCommand({ clickHouseUrl, clickHouseCluster }: ProjectorSettings): Promise<void> {
  const readModels = await openReadModels({ url: clickHouseUrl, cluster: clickHouseCluster });
  try {
    await readModels.forgetAllCheckpoints();
  } finally {
    await readModels.close();
  }
}
