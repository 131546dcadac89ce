import { firstValueFrom, take, toArray } from 'rxjs';
import { type ActivitySource } from './activity-source.js';
import { loadWindowModule, polledSource, type WindowModule } from './polled-source.js';

type Look = NonNullable<NonNullable<WindowModule['windowManager']>['getActiveWindow']>;

/**
 * A stand-in for the native module, which exists on Windows and macOS only. It answers each look
 * with the next window.
 */
const moduleSeeing = (...looks: ReturnType<Look>[]): (() => Promise<WindowModule>) => {
  const getActiveWindow: Look = () => looks.shift();
  return async () => ({ windowManager: { getActiveWindow } });
};
const nativeWindow = (path: string, title: string) => ({ id: 7, path, getTitle: () => title });

async function sourceOn(platform: NodeJS.Platform, load: () => Promise<WindowModule>): Promise<ActivitySource> {
  const source = await polledSource(platform, load, 1);
  if ('unsupported' in source) throw new Error(source.unsupported);
  return source;
}

describe('the adapter of node-window-manager', () => {
  it('says that it is unsupported on Linux, where the module loads and sees nothing', async () => {
    expect(await polledSource('linux')).toEqual({ unsupported: 'node-window-manager sees no windows on linux' });
  });

  it('never throws, whether the module is installed on this machine or not', async () => {
    const loaded = await loadWindowModule().catch(() => null);
    expect(loaded?.windowManager?.getActiveWindow?.()).toBeUndefined();
  });

  it.each([
    [
      'is not installed',
      () => Promise.reject(new Error('Cannot find package\nRequire stack: ...')),
      'Cannot find package',
    ],
    ['offers nothing', async () => ({}), 'no active window'],
  ])('says that it is unsupported when the module %s', async (_title, load, reason) => {
    expect(await polledSource('win32', load)).toEqual({ unsupported: expect.stringContaining(reason) as string });
  });

  it('says first that presence counts, then reports each change once', async () => {
    const editor = nativeWindow('C:\\Program Files\\Editor\\editor.exe', 'a.txt');
    const source = await sourceOn('win32', moduleSeeing(editor, editor, nativeWindow('', ''), editor));
    const reports = await firstValueFrom(source.reports().pipe(take(4), toArray()));
    expect(reports).toEqual([
      { type: 'ready', seesInput: false },
      { type: 'active', window: 7, application: 'editor', title: 'a.txt' },
      { type: 'none' },
      { type: 'active', window: 7, application: 'editor', title: 'a.txt' },
    ]);
  });

  it('keeps no title on macOS, where the module gives the application’s name as title', async () => {
    const source = await sourceOn('darwin', moduleSeeing(nativeWindow('/Applications/Text Edit.app', 'Text Edit')));
    const reports = await firstValueFrom(source.reports().pipe(take(2), toArray()));
    expect(reports[1]).toEqual({ type: 'active', window: 7, application: 'Text Edit', title: '' });
  });

  it('reports a module that throws as lost, and looks again', async () => {
    let looks = 0;
    const load = async (): Promise<WindowModule> => ({
      windowManager: {
        getActiveWindow: () => {
          looks += 1;
          if (looks === 1) throw new Error('access denied');
          return nativeWindow('editor.exe', 't');
        },
      },
    });
    const reports = await firstValueFrom((await sourceOn('win32', load)).reports().pipe(take(3), toArray()));
    expect(reports.slice(1)).toEqual([
      { type: 'lost', reason: 'node-window-manager: access denied' },
      { type: 'active', window: 7, application: 'editor', title: 't' },
    ]);
  });
});
