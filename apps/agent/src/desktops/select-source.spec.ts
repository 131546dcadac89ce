import { type Surroundings, selectSource as select } from './select-source.js';

const selectSource = (place: Omit<Surroundings, 'program'>) => select({ ...place, program: [] });

describe('the choice of an adapter', () => {
  it.each([
    ['X11', {}, undefined, ':0'],
    ['X11', { DISPLAY: ':3' }, undefined, ':3'],
    ['X11', { DISPLAY: ':3' }, ':7', ':7'],
    ['X11 on Wayland, when asked for', { XDG_SESSION_TYPE: 'wayland' }, ':7', ':7'],
  ])('is %s with %p and the option %p', async (_title, env, option, display) => {
    const selected = await selectSource({ platform: 'linux', env, display: option });
    expect(selected).toMatchObject({ display, source: { name: `X11 display ${display}` } });
    expect(selected).not.toHaveProperty('warning');
  });

  it('warns that X11 sees only a part of a Wayland session', async () => {
    const env = { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' };
    expect(await selectSource({ platform: 'linux', env })).toMatchObject({
      warning: expect.stringContaining('only windows of X11 programs') as string,
    });
  });

  it('says that Wayland without an X display is unsupported', async () => {
    const env = { WAYLAND_DISPLAY: 'wayland-0' };
    expect(await selectSource({ platform: 'linux', env })).toEqual({
      unsupported: expect.stringContaining('no window can be seen') as string,
    });
  });

  it.each([
    [{ WAYLAND_DISPLAY: '/nowhere/wayland-7' }, 'no window can be seen (Wayland /nowhere/wayland-7: ENOENT)'],
    [{ XDG_SESSION_TYPE: 'wayland', XDG_RUNTIME_DIR: '/nowhere' }, '(Wayland /nowhere/wayland-0: ENOENT)'],
  ])('tells why the compositor of %p cannot be watched', async (env, reason) => {
    expect(await selectSource({ platform: 'linux', env })).toEqual({
      unsupported: expect.stringContaining(reason) as string,
    });
    expect(await selectSource({ platform: 'linux', env: { ...env, DISPLAY: ':0' } })).toMatchObject({
      warning: expect.stringContaining(reason.slice(-20)) as string,
      display: ':0',
    });
  });
});
