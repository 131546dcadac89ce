import { type Spool } from '../spool/spool.js';
import { recordsText } from '../spool/record-line.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';
import { type Say } from './log.js';

/** The parts of a running agent that keep time, in the order in which they forget erased time. */
export interface Keepers {
  /** The spans in memory. They reach the disk, so it comes first. */
  recorder: KeepsTime;
  spool: Pick<Spool, 'erase'>;
  quarantine: KeepsTime;
  /** The sums of the extension's list. */
  sites: KeepsTime;
  /** What `rules test` is shown. */
  self: KeepsTime;
}

/** `say` tells how many waiting records are gone. */
export const keepersOf = ({ recorder, spool, quarantine, sites, self }: Keepers, say: Say): KeepsTime[] => [
  recorder,
  {
    erase: async (isErased) => {
      const gone = await spool.erase(isErased);
      if (gone > 0) say(`the account erased time that waited here: ${recordsText(gone)} dropped`);
    },
  },
  quarantine,
  sites,
  self,
];

/** The spool without what the account erased before: a stay may have begun in that time. */
export const withoutErased = (spool: Pick<Spool, 'append'>, isErased: IsErased): Pick<Spool, 'append'> => ({
  append: (spans) => spool.append(spans.filter((span) => !isErased(span))),
});
