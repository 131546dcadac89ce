import { createContext, Script, SourceTextModule, SyntheticModule } from 'node:vm';
import { extensionFiles, UUID } from './extension-files.js';

/** What the extension has exported on the bus, and what it has told there. */
interface Exported {
  impl: { Active(): unknown[]; Minimize(id: number): boolean };
  told: unknown[][];
  isExported: boolean;
}

/** Plays a GObject with signals. */
class Emitter {
  private readonly listeners = new Map<number, [string, () => void]>();
  private last = 0;
  connect(signal: string, listener: () => void): number {
    this.listeners.set((this.last += 1), [signal, listener]);
    return this.last;
  }
  disconnect(id: number): void {
    if (!this.listeners.delete(id)) throw new Error(`nothing is connected as ${id}`);
  }
  emit(signal: string): void {
    for (const [name, listener] of [...this.listeners.values()]) if (name === signal) listener();
  }
  get connections(): number {
    return this.listeners.size;
  }
}

class FakeWindow extends Emitter {
  isMinimised = false;
  constructor(
    private readonly id: number,
    public title: string | null,
  ) {
    super();
  }
  get_id = () => this.id;
  get_wm_class = () => 'kate';
  get_wm_class_instance = () => null;
  get_title = () => this.title;
  get_pid = () => -1;
  minimize = () => void (this.isMinimised = true);
}

/** Plays what the extension uses of GNOME Shell. */
function shellOf(windows: FakeWindow[]) {
  const display = Object.assign(new Emitter(), { focus_window: null as FakeWindow | null });
  const exported: Exported = { impl: { Active: () => [], Minimize: () => false }, told: [], isExported: false };
  const Gio = {
    DBus: { session: {} },
    DBusExportedObject: {
      wrapJSObject: (_interface: string, impl: Exported['impl']) => {
        exported.impl = impl;
        return {
          export: () => (exported.isExported = true),
          unexport: () => (exported.isExported = false),
          emit_signal: (_name: string, { values }: { values: unknown[] }) => exported.told.push(values),
        };
      },
    },
  };
  const GLib = {
    Variant: class {
      constructor(
        readonly type: string,
        readonly values: unknown[],
      ) {}
    },
  };
  const Shell = { WindowTracker: { get_default: () => ({ get_window_app: () => null }) } };
  const actors = () => [
    { get_meta_window: () => null },
    ...windows.map((window) => ({ get_meta_window: () => window })),
  ];
  return { display, exported, Gio, GLib, Shell, global: { display, get_window_actors: actors } };
}

type Loaded = { enable(): void; disable(): void };

/** Loads the extension as GNOME Shell before 45 does. */
function loadScript(text: string, { Gio, GLib, Shell, global }: ReturnType<typeof shellOf>): Loaded {
  const context = createContext({ imports: { gi: { Gio, GLib, Shell } }, global });
  new Script(text).runInContext(context);
  return new Script('init()').runInContext(context) as Loaded;
}

/** Loads the extension as GNOME Shell 45 and newer do. */
async function loadModule(text: string, { Gio, GLib, Shell, global }: ReturnType<typeof shellOf>): Promise<Loaded> {
  const context = createContext({ global });
  const offered: Record<string, Record<string, unknown>> = {
    'gi://Gio': { default: Gio },
    'gi://GLib': { default: GLib },
    'gi://Shell': { default: Shell },
    'resource:///org/gnome/shell/extensions/extension.js': { Extension: class {} },
  };
  const module = new SourceTextModule(text, { context });
  await module.link((name) => {
    const values = offered[name] ?? {};
    return new SyntheticModule(
      Object.keys(values),
      function () {
        for (const [each, value] of Object.entries(values)) this.setExport(each, value);
      },
      { context },
    );
  });
  await module.evaluate();
  const { default: Extension } = module.namespace as { default: new () => Loaded };
  return new Extension();
}

const textFor = (version: string) => extensionFiles(version)?.['extension.js'] ?? '';

describe.each([
  ['43.9', loadScript],
  ['46.rc', loadModule],
] as const)('the extension for GNOME Shell %s', (version, load) => {
  it('tells each window and title while it is on, and holds nothing when it is off', async () => {
    const windows = [new FakeWindow(5, 'one'), new FakeWindow(6, null)];
    const [one, two] = windows as [FakeWindow, FakeWindow];
    const shell = shellOf(windows);
    const { display, exported } = shell;
    const extension = await load(textFor(version), shell);
    for (let round = 1; round <= 2; round++) {
      exported.told.length = 0;
      display.focus_window = null;
      extension.enable();
      expect([...exported.impl.Active()]).toEqual([0, '', '', '', 0, '']);
      for (const window of [one, two, one]) {
        display.focus_window = window;
        display.emit('notify::focus-window');
      }
      one.title = `changed ${round}`;
      one.emit('notify::title');
      two.emit('notify::title');
      expect(exported.told.map(([id, , , title]) => [id, title])).toEqual([
        ...[[0, '']],
        ...[
          [5, round === 1 ? 'one' : 'changed 1'],
          [6, ''],
          [5, round === 1 ? 'one' : 'changed 1'],
        ],
        ...[[5, `changed ${round}`]],
      ]);
      expect([exported.impl.Minimize(6), exported.impl.Minimize(7)]).toEqual([true, false]);
      expect([one.isMinimised, two.isMinimised]).toEqual([false, true]);
      expect(exported.isExported).toBe(true);
      extension.disable();
      expect(exported.isExported).toBe(false);
      expect([display, one, two].map(({ connections }) => connections)).toEqual([0, 0, 0]);
    }
  });

  it('names its id and the version that loads it', () => {
    const metadata = JSON.parse(extensionFiles(version)?.['metadata.json'] ?? '') as Record<string, unknown>;
    expect(metadata['uuid']).toBe(UUID);
    expect(metadata['shell-version']).toContain(version.slice(0, 2));
  });
});

it.each(['41.4', '3.38', ''])('there is no extension for GNOME Shell %p', (version) =>
  expect(extensionFiles(version)).toBeNull(),
);

it('a GNOME Shell that is newer than this agent may load the extension', () => {
  expect(extensionFiles('73.1')?.['metadata.json']).toContain('"73"');
});
