/**
 * A text as a URL. Undefined when it is none.
 *
 * `URL.canParse` is not used here: on Node 20, once it is compiled, it refuses every address with a
 * letter such as `é` or `ü`. Lint forbids it.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
