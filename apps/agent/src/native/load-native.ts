import { createRequire } from 'node:module';
import { isSea } from 'node:sea';
import { type NativePlatform } from './front-window.js';
import { macosSystem } from './macos-system.js';
import { type Koffi, type System } from './system.js';
import { windowsSystem } from './windows-system.js';

/** A window of `node-window-manager`: what the agent reads and does. */
export interface NativeWindow {
  id: number;
  path: string;
  getTitle(): string;
  minimize(): void;
}

/** The part of `node-window-manager` that the agent uses. */
export interface WindowModule {
  windowManager?: { getActiveWindow?: () => NativeWindow | undefined };
  Window?: new (id: number) => NativeWindow;
}

/** A single executable finds modules beside itself. `import` finds none there. */
const requireNative = (name: string): unknown => createRequire(isSea() ? process.execPath : import.meta.url)(name);

/** Loads `node-window-manager`, an optional dependency. Throws when its native part is missing. */
export const loadWindowModule = (): WindowModule => requireNative('node-window-manager') as WindowModule;

/**
 * The calls of the operating system, by koffi. Throws when koffi is not installed. Its native part
 * is one package for each system: so npm installs the one that fits, and none on Linux.
 */
export function loadSystem(platform: NativePlatform, env: NodeJS.ProcessEnv): System {
  const koffi = requireNative(`@koromix/koffi-${process.platform}-${process.arch}`) as Koffi;
  return platform === 'win32' ? windowsSystem(koffi, env) : macosSystem(koffi);
}
