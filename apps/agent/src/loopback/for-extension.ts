import { join } from 'node:path';
import { hostname } from 'node:os';
import { type Spool } from '../spool/spool.js';
import { type KeepsTime } from '../spool/erased-time.js';
import { type SiteNames } from '../sites/site-names.js';
import { SitesToday } from '../sites/sites-today.js';
import { type ExtensionState } from '../control/questions.js';
import { openExtensionPort, type Pausing, type SiteBlocks } from './extension-port.js';
import { keepOpen } from './keep-open.js';
import { Pairing } from './pairing.js';

export interface ForExtensionOptions {
  /** 0: no port. */
  port: number;
  dataFolder: string;
  sites: SiteNames;
  pausing?: Pausing | undefined;
  blocks?: SiteBlocks | undefined;
  say: (message: string) => void;
}

/** What a running agent has for the browser extension. */
export interface ForExtension extends KeepsTime {
  pairing: Pairing;
  /** The spool, with each appended span counted for the sites of the day. */
  counting(spool: Pick<Spool, 'append'>): Pick<Spool, 'append'>;
  /** The port and the pairings at this moment, for `status`. */
  state(): ExtensionState;
  /** Keeps the sums of the day on the disk. Never rejects: without them the day's sums are less. */
  save(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the port for the extension. When it is taken the agent says so, and tries again later. */
export async function openForExtension(options: ForExtensionOptions): Promise<ForExtension> {
  const { port, dataFolder, sites, pausing, blocks, say } = options;
  const pairing = await Pairing.open({ file: join(dataFolder, 'paired.json'), nowMs: () => performance.now() });
  if (pairing.outdated > 0)
    say('the browser extension must be paired again, because agent and extension now prove themselves: agent pair');
  const today = await SitesToday.open(join(dataFolder, 'sites-today.json'), Date.now);
  const heardAt = new Map<string, number>();
  const heard = (id: string) => void heardAt.set(id, Date.now());
  const desk = { port, device: hostname(), pairing, sites, today, pausing, blocks, heard };
  let isOpen = false;
  const taken = `the port ${port} for the browser extension is taken: no web sites are named; choose another one by --extension-port`;
  const kept =
    port === 0
      ? null
      : await keepOpen({
          open: () => openExtensionPort(desk),
          opened: () => (isOpen = true),
          failed: ({ code, message }) =>
            say(code === 'EADDRINUSE' ? taken : `the port for the browser extension cannot be opened: ${message}`),
        });
  const save = () => today.save().catch(() => undefined);
  return {
    pairing,
    state: () => ({
      ...{ port, isOpen },
      paired: pairing
        .list()
        .map(({ id, browser, pairedAt }) => ({ browser, pairedAt, heardAt: heardAt.get(id) ?? null })),
    }),
    counting: (spool) => ({
      append: async (spans) => {
        const records = await spool.append(spans);
        today.add(spans);
        return records;
      },
    }),
    save,
    erase: (isErased) => today.erase(isErased),
    close: async () => {
      await kept?.close();
      await save();
    },
  };
}
