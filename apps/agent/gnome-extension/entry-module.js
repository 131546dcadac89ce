import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Shell from 'gi://Shell';
import { Extension } from 'resource:///org/gnome/shell/extensions/extension.js';

/** For GNOME Shell 45 and newer. */
export default class TimeledgerExtension extends Extension {
  enable() {
    this.watch = new WindowWatch({
      ...{ Gio, GLib, display: global.display },
      tracker: Shell.WindowTracker.get_default(),
      actors: () => global.get_window_actors(),
    });
  }

  disable() {
    this.watch?.close();
    this.watch = null;
  }
}
