import type { Caller, DayStretch, OfferedActivity } from '@app/domain';

/** The activities that one device offers. */
export interface Offer {
  readonly userId: string;
  readonly timeZone: string;
  /** Zones that the account had before. */
  readonly formerTimeZones: readonly string[];
  readonly device: {
    readonly id: string;
    readonly machine: string;
    readonly osUser: string;
    readonly platform?: string | undefined;
  };
  readonly source: 'computers' | 'mobile';
  readonly activities: readonly OfferedActivity[];
  /** Epoch ms. */
  readonly now: number;
  /** What brings them. Undefined for an agent. */
  readonly by?: Caller;
  /** Of how many local days it may bring time. Default: any number. */
  readonly mostDays?: number;
}

/** What an offer brings for one day. */
export interface DayOffer {
  readonly stretches: readonly DayStretch[];
  readonly offer: Offer;
}

/** The device of an offer, as events name it. */
export const deviceOf = ({ device, source }: Offer) => ({ deviceId: device.id, source });
