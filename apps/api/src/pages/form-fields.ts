/** The fields of a form. Empty when the body is not a form. */
export interface FormFields {
  /**
   * The value of a field: the last one when it was sent several times, empty when it was not sent.
   */
  one(name: string): string;
  /** All values of a field. */
  all(name: string): readonly string[];
}

/** Reads the body of a page's form. */
export function formFields(body: unknown): FormFields {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const all = (name: string): string[] =>
    [Object.hasOwn(fields, name) ? fields[name] : []].flat().filter((value) => typeof value === 'string');
  return { all, one: (name) => all(name).at(-1) ?? '' };
}
