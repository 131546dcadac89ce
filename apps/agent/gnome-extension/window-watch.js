const OBJECT = '/io/timeledger/Agent/Shell';
const INTERFACE = `<node><interface name="io.timeledger.Agent.Shell">
  <method name="Active">
    <arg type="t" direction="out" name="window"/>
    <arg type="s" direction="out" name="class"/>
    <arg type="s" direction="out" name="instance"/>
    <arg type="s" direction="out" name="title"/>
    <arg type="i" direction="out" name="pid"/>
    <arg type="s" direction="out" name="app"/>
  </method>
  <method name="Minimize">
    <arg type="t" direction="in" name="window"/>
    <arg type="b" direction="out" name="isKnown"/>
  </method>
  <signal name="Changed">
    <arg type="t" name="window"/>
    <arg type="s" name="class"/>
    <arg type="s" name="instance"/>
    <arg type="s" name="title"/>
    <arg type="i" name="pid"/>
    <arg type="s" name="app"/>
  </signal>
</interface></node>`;
const NO_WINDOW = [0, '', '', '', 0, ''];
/** A program may set its class after its window is in front. */
const FOLLOWED = ['notify::title', 'notify::wm-class'];

/**
 * Tells the agent over the session bus which window has the focus, and minimises a window for it.
 * The window 0 means: none. It has no imports, so that old and new GNOME Shells can load it: each
 * entry passes what it imports.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars
class WindowWatch {
  constructor({ Gio, GLib, display, tracker, actors }) {
    Object.assign(this, { GLib, display, tracker, actors, window: null, followed: [] });
    this.object = Gio.DBusExportedObject.wrapJSObject(INTERFACE, this);
    this.object.export(Gio.DBus.session, OBJECT);
    this.focus = display.connect('notify::focus-window', () => this.follow());
    this.follow();
  }

  /** The window in front, for a call over the bus. */
  Active() {
    const { window } = this;
    if (window === null) return NO_WINDOW;
    const app = this.tracker.get_window_app(window);
    return [
      window.get_id(),
      window.get_wm_class() ?? '',
      window.get_wm_class_instance() ?? '',
      window.get_title() ?? '',
      Math.max(0, window.get_pid()),
      app?.get_id() ?? '',
    ];
  }

  /** Minimises a window, for a call over the bus. False when there is no such window. */
  Minimize(id) {
    const found = this.actors()
      .map((actor) => actor.get_meta_window())
      .find((window) => window !== null && window.get_id() === id);
    found?.minimize();
    return found !== undefined;
  }

  follow() {
    this.leave();
    this.window = this.display.focus_window;
    if (this.window !== null) this.followed = FOLLOWED.map((change) => this.window.connect(change, () => this.tell()));
    this.tell();
  }

  leave() {
    for (const each of this.followed) this.window.disconnect(each);
    this.followed = [];
    this.window = null;
  }

  tell() {
    this.object.emit_signal('Changed', new this.GLib.Variant('(tsssis)', this.Active()));
  }

  close() {
    this.display.disconnect(this.focus);
    this.leave();
    this.object.unexport();
  }
}
