import { EditorDocuments } from './editor-documents.js';

const FILE = { file: '/home/me/work/shop/src/cart.ts', project: '/home/me/work/shop' };

function named(
  editor: string,
  [application, title]: [string, string],
  { file, project }: { file: string; project: string } = FILE,
): string | undefined {
  const editors = new EditorDocuments(() => 0);
  editors.tell(editor, { file, project });
  return editors.documentOf({ application, title });
}

describe('the document of an editor', () => {
  it.each<[string, [string, string], string | undefined]>([
    ['vscode', ['Code', '● cart.ts - shop - Visual Studio Code'], 'shop/cart.ts'],
    ['vscode', ['code-oss', 'cart.ts - shop'], 'shop/cart.ts'],
    ['vim', ['XTerm', 'cart.ts (~/work/shop/src) - VIM'], 'shop/cart.ts'],
    ['jetbrains', ['jetbrains-idea', 'shop – cart.ts'], 'shop/cart.ts'],
    ['zed', ['dev.zed.Zed', 'shop — cart.ts'], 'shop/cart.ts'],
    ['vscode', ['Code', 'other.ts - shop'], undefined],
    ['vscode', ['Code', 'bigcart.ts - shop'], undefined],
    ['vscode', ['Code', 'cart.ts.old - shop'], undefined],
    ['vscode', ['XTerm', 'cart.ts'], undefined],
    ['zed', ['Code', 'cart.ts'], undefined],
    ['vim', ['Chromium', 'cart.ts - Chromium'], undefined],
    ['vim', ['firefox', 'cart.ts — Mozilla Firefox'], undefined],
    ['', ['Code', 'cart.ts'], undefined],
  ])('that %s tells names the window %j: %s', (editor, window, expected) => {
    expect(named(editor, window)).toBe(expected);
  });

  it.each([
    ['C:\\work\\shop\\cart.ts', 'C:\\work\\shop\\', 'shop/cart.ts'],
    ['cart.ts', '', 'cart.ts'],
    ['/a/cart.ts', 'shop', 'shop/cart.ts'],
    ['/a/\u202ecart.ts\n', 'x', undefined],
    ['', 'shop', undefined],
    ['///', 'shop', undefined],
  ])('of the file %j in the project %j is %s', (file, project, expected) => {
    expect(named('vscode', ['Code', 'cart.ts - shop'], { file, project })).toBe(expected);
  });

  it('is known again when a window comes back, and not after a silence', () => {
    let nowMs = 0;
    const editors = new EditorDocuments(() => nowMs);
    editors.tell('vscode', FILE);
    const cart = { application: 'Code', title: 'cart.ts - shop' };
    expect(editors.documentOf(cart)).toBe('shop/cart.ts');
    editors.tell('vscode', { ...FILE, file: '/x/till.ts' });
    expect(editors.documentOf({ ...cart, title: 'till.ts - shop' })).toBe('shop/till.ts');
    expect(editors.documentOf(cart)).toBe('shop/cart.ts');
    nowMs = 200_000;
    expect(editors.documentOf({ ...cart, title: '● till.ts - shop' })).toBeUndefined();
  });

  it('takes little time with hostile names', () => {
    const before = process.cpuUsage();
    for (let index = 0; index < 40; index++)
      named('vim', ['XTerm', 'a'.repeat(1_000_000)], { file: 'a'.repeat(1_000_000), project: '/'.repeat(1_000_000) });
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
