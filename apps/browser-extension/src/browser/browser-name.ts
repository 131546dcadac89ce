/** The names that the agent knows. */
export type BrowserName = 'chrome' | 'chromium' | 'edge' | 'brave' | 'vivaldi' | 'opera' | 'firefox';

/** What a browser tells of itself. */
export interface Signs {
  readonly userAgent: string;
  /** Chromium's own list of its brands. Firefox has none. */
  readonly brands: readonly string[];
  /** Brave tells its name only by an object of its own. */
  readonly isBrave: boolean;
}

const BY_BRAND: readonly (readonly [string, BrowserName])[] = [
  ['Microsoft Edge', 'edge'],
  ['Vivaldi', 'vivaldi'],
  ['Opera', 'opera'],
  ['Brave', 'brave'],
  ['Google Chrome', 'chrome'],
];

/** The name of a browser by its signs. An unknown one of the Chromium family is `chromium`. */
export function browserNameBy({ userAgent, brands, isBrave }: Signs): BrowserName {
  if (/\bFirefox\//.test(userAgent)) return 'firefox';
  if (isBrave) return 'brave';
  const byBrand = BY_BRAND.find(([brand]) => brands.includes(brand))?.[1];
  if (byBrand !== undefined) return byBrand;
  if (/\bOPR\//.test(userAgent)) return 'opera';
  return /\bVivaldi\//.test(userAgent) ? 'vivaldi' : 'chromium';
}

/** The application under which time counts when the extension itself keeps it. */
export const APPLICATIONS: Readonly<Record<BrowserName, string>> = {
  chrome: 'Google Chrome',
  chromium: 'Chromium',
  edge: 'Microsoft Edge',
  brave: 'Brave',
  vivaldi: 'Vivaldi',
  opera: 'Opera',
  firefox: 'Firefox',
};

interface BrowserNavigator {
  readonly userAgent: string;
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] };
  readonly brave?: unknown;
}

/** The name of the browser that runs this script. */
export function ownBrowserName(): BrowserName {
  const { userAgent, userAgentData, brave } = navigator as BrowserNavigator;
  const brands = (userAgentData?.brands ?? []).map(({ brand }) => brand);
  return browserNameBy({ userAgent, brands, isBrave: brave !== undefined });
}
