/** For GNOME Shell 42 to 44. */
// eslint-disable-next-line @typescript-eslint/no-unused-vars
function init() {
  const { Gio, GLib, Shell } = imports.gi;
  let watch = null;
  return {
    enable: () => {
      watch = new WindowWatch({
        ...{ Gio, GLib, display: global.display },
        tracker: Shell.WindowTracker.get_default(),
        actors: () => global.get_window_actors(),
      });
    },
    disable: () => {
      watch?.close();
      watch = null;
    },
  };
}
