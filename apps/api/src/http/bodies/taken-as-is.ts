/** Fields of request types that the form check leaves as they are. */
const fields = new WeakMap<object, readonly string[]>();

/**
 * A list of thousands of parts, which a reader of its own checks one by one. The check of the form
 * sees an empty list in its place: class-transformer and class-validator would work for seconds
 * without a pause.
 */
export function TakenAsIs(): PropertyDecorator {
  return ({ constructor }, name) => {
    fields.set(constructor, [...(fields.get(constructor) ?? []), String(name)]);
  };
}

/** The body with empty lists in the place of such lists, and the lists by their names. */
export function withoutLists(
  body: unknown,
  type: object | undefined,
): { readonly checked: unknown; readonly lists: Readonly<Record<string, unknown[]>> } {
  const names = type && fields.get(type);
  if (!names || typeof body !== 'object' || body === null) return { checked: body, lists: {} };
  const checked: Record<string, unknown> = { ...body };
  const lists: Record<string, unknown[]> = {};
  for (const name of names) {
    const list = checked[name];
    if (!Array.isArray(list)) continue;
    lists[name] = list as unknown[];
    checked[name] = [];
  }
  return { checked, lists };
}
