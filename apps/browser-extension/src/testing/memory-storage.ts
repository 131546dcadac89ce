import type { StorageArea } from '../browser/web-extension.js';

/** A storage of the browser, in memory. Like the real one it keeps copies, never the objects. */
export function memoryStorage(): StorageArea & { readonly names: () => string[] } {
  const texts = new Map<string, string>();
  return {
    get: async (names) =>
      Object.fromEntries(
        names.flatMap((name) => {
          const text = texts.get(name);
          return text === undefined ? [] : [[name, JSON.parse(text) as unknown]];
        }),
      ),
    set: async (values) => {
      for (const [name, value] of Object.entries(values)) texts.set(name, JSON.stringify(value));
    },
    remove: async (names) => {
      for (const name of names) texts.delete(name);
    },
    names: () => [...texts.keys()],
  };
}
