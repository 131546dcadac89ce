/** What a work in steps comes to, without a pause between its steps. */
export function inOneGo<T>(steps: Generator<void, T, void>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
