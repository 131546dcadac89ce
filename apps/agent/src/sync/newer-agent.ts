/** The header in which the server names the newest agent that it knows. */
export const NEWEST_AGENT_HEADER = 'timeledger-newest-agent';

const VERSION_NUMBERS = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/;

/**
 * The version that the server knows, when it is newer than `own`. Undefined when it is not, or one
 * of the two is no version `1.2.3`.
 */
export function newerAgent(known: string | null | undefined, own: string): string | undefined {
  const [theirs, ours] = [VERSION_NUMBERS.exec(known ?? ''), VERSION_NUMBERS.exec(own)];
  if (theirs === null || ours === null) return undefined;
  for (const place of [1, 2, 3]) {
    const difference = Number(theirs[place]) - Number(ours[place]);
    if (difference !== 0) return difference > 0 ? theirs[0] : undefined;
  }
  return undefined;
}
