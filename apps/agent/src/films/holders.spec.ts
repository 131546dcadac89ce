import { type FrontProgram, type Holder, isHeldBy } from './holders.js';

describe('the program in front that keeps the screen on', () => {
  it.each<[string, FrontProgram, Holder[], boolean]>([
    ['no holder', { names: ['vlc'], pid: 5 }, [], false],
    ['the same process', { names: ['vlc'], pid: 5 }, [{ name: 'something', pid: 5 }], true],
    ['another process of the same name', { names: ['mpv'], pid: 5 }, [{ name: 'mpv', pid: 6 }], false],
    [
      'one of two holders',
      { names: ['mpv'], pid: 6 },
      [
        { name: 'mpv', pid: 5 },
        { name: 'mpv', pid: 6 },
      ],
      true,
    ],
    ['the name, without a process', { names: ['vlc'], pid: 5 }, [{ name: 'VLC' }], true],
    ['the name, when the window has no process', { names: ['vlc'] }, [{ name: 'vlc', pid: 5 }], true],
    ['a path', { names: ['Chromium'] }, [{ name: '/usr/lib/chromium/chromium' }], true],
    ['the executable', { names: ['Google-chrome', 'chrome'] }, [{ name: '/opt/google/chrome/chrome' }], true],
    ['a desktop file', { names: ['org.videolan.VLC'] }, [{ name: 'org.videolan.vlc.desktop' }], true],
    ['the last part of the window', { names: ['org.mozilla.firefox'] }, [{ name: 'Firefox' }], true],
    ['the last part of the holder', { names: ['vlc'] }, [{ name: 'org.videolan.VLC' }], true],
    ['two last parts', { names: ['com.spotify.Client'] }, [{ name: 'org.example.Client' }], false],
    ['a part of a name', { names: ['vlc-settings'] }, [{ name: 'vlc' }], false],
    ['the compositor for a program that it does not name', { names: ['mpv'] }, [{ name: 'mutter' }], false],
    ['a holder without a name', { names: ['', 'mpv'] }, [{ name: '' }, { name: ' ' }, { name: 'x.' }], false],
    ['a window without a name', { names: ['Unknown'] }, [{ name: 'unknown' }], false],
  ])('with %s', (_title, front, holders, isHeld) => {
    expect(isHeldBy(front, holders)).toBe(isHeld);
  });
});
