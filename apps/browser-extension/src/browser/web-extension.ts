/** What the extension uses of the WebExtension API. All browsers answer by promises. */

interface Happening<Parameters extends unknown[]> {
  addListener(listener: (...parameters: Parameters) => unknown): void;
}

export interface Tab {
  readonly id?: number;
  readonly windowId: number;
  readonly incognito: boolean;
  readonly audible?: boolean;
  readonly title?: string;
  readonly url?: string;
}

interface Window {
  readonly id?: number;
  readonly focused: boolean;
  readonly incognito: boolean;
}

/** What changed of a tab. Only these make another page, another name, or a sound. */
interface TabChange {
  readonly url?: string;
  readonly title?: string;
  readonly audible?: boolean;
}

export type IdleState = 'active' | 'idle' | 'locked';

export interface StorageArea {
  get(names: readonly string[]): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
}

interface Sender {
  readonly id?: string;
}

export interface WebExtension {
  readonly runtime: {
    readonly id: string;
    getURL(path: string): string;
    getPlatformInfo(): Promise<{ readonly os: string }>;
    getManifest(): { readonly version: string };
    openOptionsPage(): Promise<void>;
    sendMessage(message: unknown): Promise<unknown>;
    readonly onMessage: Happening<[message: unknown, sender: Sender, reply: (answer: unknown) => void]>;
    readonly onStartup: Happening<[]>;
    readonly onInstalled: Happening<[]>;
  };
  readonly tabs: {
    get(id: number): Promise<Tab>;
    query(query: { readonly active: true; readonly windowId: number }): Promise<Tab[]>;
    create(properties: object): Promise<Tab>;
    update(id: number, properties: { readonly url: string }): Promise<Tab>;
    remove(id: number): Promise<void>;
    getCurrent(): Promise<Tab | undefined>;
    readonly onActivated: Happening<[]>;
    readonly onUpdated: Happening<[id: number, change: TabChange, tab: Tab]>;
    readonly onRemoved: Happening<[id: number]>;
  };
  readonly windows: {
    getLastFocused(): Promise<Window>;
    readonly onFocusChanged: Happening<[id: number]>;
  };
  readonly idle: {
    queryState(seconds: number): Promise<IdleState>;
    setDetectionInterval(seconds: number): void;
    readonly onStateChanged: Happening<[state: IdleState]>;
  };
  readonly alarms: {
    get(name: string): Promise<{ readonly periodInMinutes?: number } | undefined>;
    create(name: string, when: { readonly periodInMinutes: number }): Promise<void>;
    readonly onAlarm: Happening<[alarm: { readonly name: string }]>;
  };
  readonly storage: { readonly local: StorageArea; readonly session: StorageArea };
  readonly permissions: {
    contains(wanted: { readonly origins: readonly string[] }): Promise<boolean>;
    request(wanted: { readonly origins: readonly string[] }): Promise<boolean>;
  };
  readonly i18n: {
    getMessage(name: string, values?: readonly string[]): string;
    getUILanguage(): string;
  };
}

const global = globalThis as unknown as { readonly browser?: WebExtension; readonly chrome: WebExtension };

/** The browser's own interface. Firefox calls it `browser`, every browser knows `chrome`. */
export const api: WebExtension = global.browser ?? global.chrome;
