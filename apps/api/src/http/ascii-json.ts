/**
 * A value as JSON of ASCII only, with `&`, `<` and `>` as `\uXXXX`. As recorded: some clients
 * decode ASCII, and some strip everything that looks like a tag before they parse.
 */
export const asciiJson = (value: unknown): string => asciiSafe(JSON.stringify(value));

/**
 * The escaped characters only occur inside JSON strings. So one pass over the whole text is safe,
 * and fastest.
 */
export function asciiSafe(json: string): string {
  return json.replace(/[&<>\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
