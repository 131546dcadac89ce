import { exportBatches, type ImportStep } from './import-batches.js';

const encoder = new TextEncoder();
const event = (id: string) => JSON.stringify({ stream: 's', id, type: 'T', data: {} });

/** The steps of a file that comes in chunks of so many bytes. */
async function stepsOf(text: string | Uint8Array, chunkBytes: number): Promise<ImportStep[]> {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  async function* chunks() {
    for (let n = 0; n < bytes.length; n += chunkBytes) yield await Promise.resolve(bytes.subarray(n, n + chunkBytes));
  }
  const steps: ImportStep[] = [];
  for await (const step of exportBatches(chunks(), bytes.length)) steps.push(step);
  return steps;
}
const idsOf = (steps: readonly ImportStep[]) =>
  steps.flatMap(({ batch }) =>
    ((batch as { lines?: { id: string; line: number }[] }).lines ?? []).map(({ id, line }) => [line, id]),
  );

describe('the lines of an export', () => {
  const text = `${event('a')}\r\n\n${event('ü😀')}\n${event('c')}`;

  it.each([1, 2, 7, 64, 1_000])('are the same in chunks of %i bytes', async (chunkBytes) => {
    const steps = await stepsOf(text, chunkBytes);
    expect(idsOf(steps)).toEqual([
      [1, 'a'],
      [3, 'ü😀'],
      [4, 'c'],
    ]);
    expect(steps.at(-1)).toMatchObject({ share: 1, lines: 4 });
  });

  it('tell a wrong byte, no JSON and a line without an end by their lines', async () => {
    const wrong = encoder.encode(`?\nno line\n${event('a')}\n${'x'.repeat(4_000_001)}`);
    wrong[0] = 0xff;
    const bad = (await stepsOf(wrong, 65_536)).flatMap((step) => (step.bad ? [step.bad] : []));
    expect(bad).toEqual([
      { line: 1, message: 'It is not in UTF-8.' },
      { line: 2, message: 'It is not a line of an export.' },
      { line: 4, message: 'It is too long.' },
    ]);
  });

  it('go in batches of 500, with the share of the file', async () => {
    const steps = await stepsOf(Array.from({ length: 1_001 }, (_, n) => event(`${n}`)).join('\n'), 4_096);
    expect(steps.map(({ batch }) => (batch as { lines: unknown[] }).lines.length)).toEqual([500, 500, 1]);
    expect(steps.map(({ share }) => Math.round(share * 10))).toEqual([5, 10, 10]);
  });
});
