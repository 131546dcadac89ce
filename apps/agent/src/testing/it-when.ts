/** `it`. Prints a line and returns `it.skip` when this machine cannot check it. */
export function itWhen(canCheck: boolean, what: string, need: string): typeof it.skip {
  if (canCheck) return it;
  process.stderr.write(`NOT CHECKED: ${what} needs ${need}.\n`);
  return it.skip;
}
