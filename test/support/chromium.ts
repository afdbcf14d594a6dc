/**
 * What browsers that tests start leave out. The lists below the address bar are pages of their own: a second of
 * computing for every window, and a renderer that is killed instead of a page's.
 */
const ADDRESS_BAR_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** What Playwright leaves out by itself: Chromium follows the last list only, so ours has to name it again. */
const LEFT_OUT_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** For a browser that is started without Playwright: storage is parted as customers have it. */
export const WITHOUT_ADDRESS_BAR = `--disable-features=${ADDRESS_BAR_PAGES.join(',')}`;

/** For a browser that Playwright starts: usable as root, and quiet on the network. */
export const PLAYWRIGHT_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  `--disable-features=${[...LEFT_OUT_BY_PLAYWRIGHT, ...ADDRESS_BAR_PAGES].join(',')}`,
];
