/** A filter as a caller asks for it. A regular expression wins over prefixes. */
export interface FilterExpression {
  readonly on: 'stream-name' | 'event-type';
  readonly regex: string;
  readonly prefixes: readonly string[];
}

/** The fields that a filter reads. */
export interface Filterable {
  readonly streamName: string;
  readonly eventType: string;
}

export type EventFilter = (event: Filterable) => boolean;

/**
 * Compiles a filter. The real server runs .NET expressions, this node runs JavaScript expressions.
 * Prefixes are safe where the difference matters. Without regex and prefix it matches nothing.
 * Throws SyntaxError on a regular expression that JavaScript cannot compile.
 */
export function compileFilter({ on, regex, prefixes }: FilterExpression): EventFilter {
  const matches = compileMatch(regex, prefixes);
  return on === 'stream-name' ? (event) => matches(event.streamName) : (event) => matches(event.eventType);
}

function compileMatch(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex !== '') {
    const expression = new RegExp(regex);
    return (text) => expression.test(text);
  }
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
}
