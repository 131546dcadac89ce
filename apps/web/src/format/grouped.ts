/** The entries by a name of each, such as its day. Names and entries keep their order. */
export function grouped<Entry>(entries: readonly Entry[], nameOf: (entry: Entry) => string): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups];
}
