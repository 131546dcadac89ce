import type { Block } from '../agent/agent-answers.js';
import { api, type Tab } from '../browser/web-extension.js';
import { withoutWww } from '../privacy/exclusions.js';

/** The address of a page that was replaced. It stays in the memory of the browser. */
export interface Replaced {
  readonly url: string;
  readonly block: Block;
}

export const replacedName = (tabId: number): string => `replaced.${tabId}`;

/** Shows our page in the tab, when the tab still shows the blocked host. */
export async function showBlock(told: Tab, block: Block): Promise<void> {
  const { id } = told;
  if (id === undefined) return;
  try {
    const { url = '' } = await api.tabs.get(id);
    if (!/^https?:/.test(url) || withoutWww(new URL(url).hostname) !== withoutWww(block.host)) return;
    await api.storage.session.set({ [replacedName(id)]: { url, block } satisfies Replaced });
    await api.tabs.update(id, { url: api.runtime.getURL('blocked.html') });
  } catch {
    // The tab was closed meanwhile.
  }
}
