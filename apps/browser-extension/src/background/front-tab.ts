import { api, type Tab } from '../browser/web-extension.js';

/**
 * The tab that the person looks at. Null when the browser is not in front, or the window in front
 * is private: then the browser tells the extension of no focused window.
 */
export async function frontTab(): Promise<Tab | null> {
  try {
    const { id, focused, incognito } = await api.windows.getLastFocused();
    if (!focused || incognito || id === undefined) return null;
    const [tab] = await api.tabs.query({ active: true, windowId: id });
    return tab ?? null;
  } catch {
    // The last window was closed just now.
    return null;
  }
}
