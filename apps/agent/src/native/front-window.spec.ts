import { isLockScreen } from '../capture/lock-screens.js';
import { withoutPrivateTitle } from '../capture/privacy.js';
import { frontOf, type NativePlatform } from './front-window.js';

const seen = (platform: NativePlatform, path: string, title: string, isAway: boolean | null = false) =>
  frontOf({ window: { id: 7, path, title }, idleMs: 0, isAway }, platform);
const STORE_APP = 'C:\\Windows\\System32\\ApplicationFrameHost.exe';

describe('the window in front, by what node-window-manager tells', () => {
  it.each([
    // Seen in Wine 8 with the module's own sources.
    ['C:\\windows\\system32\\notepad.exe', 'Untitled - Notepad', 'notepad', 'Untitled - Notepad'],
    ['C:\\Program Files\\Editor\\Editor.EXE', ' a.txt ', 'Editor', 'a.txt'],
    ['C:\\Program Files\\a.exe.b\\run.1.exe', '', 'run.1', ''],
    ['\\\\server\\share\\tool.exe', 't', 'tool', 't'],
    [STORE_APP, 'Calculator', 'Calculator', 'Calculator'],
    [STORE_APP, 'Holiday.jpg \u200e- Photos', 'Photos', 'Holiday.jpg - Photos'],
    [STORE_APP, 'a - b - Mail', 'Mail', 'a - b - Mail'],
    [STORE_APP, '', 'ApplicationFrameHost', ''],
    ['/Applications/Text Edit.app', 'Text Edit', 'Text Edit', ''],
    ['/System/Applications/Notes.app/', 'Notes', 'Notes', ''],
    ['/Applications/a.exe.app', 'x', 'a.exe', ''],
  ])('%s with the title "%s" is %s', (path, title, application, kept) => {
    const platform = path.startsWith('/') ? 'darwin' : 'win32';
    expect(seen(platform, path, title)).toEqual({ type: 'active', window: 7, application, title: kept });
  });

  it.each([
    ['nothing', null],
    ['the number 0', { id: 0, path: 'a.exe', title: 'a' }],
    ['no path', { id: 7, path: '', title: 'a' }],
  ])('is none when the module tells %s', (_title, window) => {
    expect(frontOf({ window, idleMs: 0, isAway: false }, 'win32')).toEqual({ type: 'none' });
  });

  it('is none while the person is away, and counts when the system does not tell', () => {
    expect(seen('win32', 'editor.exe', 't', true)).toEqual({ type: 'none' });
    expect(seen('win32', 'editor.exe', 't', null)).toMatchObject({ application: 'editor' });
  });

  it.each<[NativePlatform, string]>([
    ['win32', 'C:\\Windows\\System32\\LogonUI.exe'],
    ['win32', 'C:\\Windows\\SystemApps\\Microsoft.LockApp_cw5n1h2txyewy\\LockApp.exe'],
    ['darwin', '/System/Library/CoreServices/loginwindow.app'],
    ['darwin', '/System/Library/CoreServices/ScreenSaverEngine.app'],
  ])('on %s is a locked screen for %s', (platform, path) => {
    const report = seen(platform, path, '');
    expect(report.type === 'active' && isLockScreen(report.application)).toBe(true);
  });

  it('has no title when it is a browser in the window of a store app', () => {
    const report = seen('win32', STORE_APP, 'My bank - Microsoft Edge');
    if (report.type !== 'active') throw new Error('no window');
    expect(withoutPrivateTitle(report, 'win32')).toEqual({ application: 'Microsoft Edge' });
  });
});
