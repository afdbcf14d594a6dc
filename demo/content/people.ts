import type { ContentAccount, ContentPerson, ContentQueue, ContentTeam } from './types';

/** Companies and clubs that bank with Northquay. */
export const accounts: ContentAccount[] = [
  {
    key: 'harbour-pine',
    id: 'c963cfe0-afae-4a3b-b909-6a04e7d80068',
    name: 'Harbour & Pine Ltd',
    entitlement: { name: 'Business Priority', totalCases: 400, firstResponseHours: 4, resolveHours: 48 },
  },
  {
    key: 'kestrel-yard',
    id: '26b563b1-e794-4e14-a145-4c40c439f34a',
    name: 'Kestrel Yard Bicycles',
    entitlement: { name: 'Business Standard', totalCases: 200, firstResponseHours: 8, resolveHours: 96 },
  },
  {
    key: 'saltmarsh',
    id: 'd96e5adf-a2be-4e31-ac8b-e7d742840d2b',
    name: 'Saltmarsh Community Trust',
  },
];

/** Groups of agents. */
export const teams: ContentTeam[] = [
  { key: 'front-line', id: '53d23c0b-df43-4fb2-99fc-fc64e7aa8576', name: 'Front line' },
  { key: 'payments-desk', id: '06e82a01-2b5c-4cd1-a7ca-430e92ac3d42', name: 'Payments desk' },
];

/** Lines in which cases wait. */
export const queues: ContentQueue[] = [
  { key: 'cards', id: '1333bc1c-fe6c-4b03-a820-212c69599354', name: 'Cards' },
  { key: 'payments', id: '7972a36d-51b3-4a6c-a005-0ed31a6e72b9', name: 'Payments' },
  { key: 'general', id: '6977a41b-730b-4d9c-94a6-7f00f335c357', name: 'General' },
];

/** Everybody who can sign in. */
export const people: ContentPerson[] = [
  {
    key: 'maren',
    id: 'a0187b4d-5120-4e8f-b327-26d0356a4152',
    name: 'Maren Ashdown',
    email: 'maren.ashdown@harbourpine.example',
    role: 'customer',
    blurb: 'Finance manager at Harbour & Pine. Files the company’s cases and answers them.',
    memberships: [
      { account: 'harbour-pine', rights: { create: true, read: true, write: true, delete: false } },
    ],
  },
  {
    key: 'tobias',
    id: '542861cd-55e7-467e-ae6a-c4a9e89c5bc7',
    name: 'Tobias Fennick',
    email: 'tobias.fennick@harbourpine.example',
    role: 'customer',
    blurb: 'Bookkeeper at Harbour & Pine. Reads the company’s cases, may not touch them.',
    memberships: [
      { account: 'harbour-pine', rights: { create: false, read: true, write: false, delete: false } },
    ],
  },
  {
    key: 'ines',
    id: '8491cabe-a0af-4356-97bc-c74d6d683cf8',
    name: 'Inês Calloway',
    email: 'ines.calloway@example.org',
    role: 'customer',
    blurb: 'Owns a bicycle shop, keeps the books of a village trust: two accounts, one sign-in.',
    memberships: [
      { account: 'kestrel-yard', rights: { create: true, read: true, write: true, delete: true } },
      { account: 'saltmarsh', rights: { create: true, read: true, write: true, delete: false } },
    ],
  },
  {
    key: 'layla',
    id: '67a9b05c-7dfb-47e8-9775-f593ce3ad2b2',
    name: 'Layla Haddad',
    email: 'layla.haddad@example.org',
    role: 'customer',
    blurb: 'Private customer who travels a lot, and writes to us about most of it.',
    memberships: [],
  },
  {
    key: 'kenji',
    id: '3e1dcfb5-92bd-431c-b4d2-ea1614daf467',
    name: 'Kenji Morita',
    email: 'kenji.morita@example.org',
    role: 'customer',
    blurb: 'Private customer, new to the bank. Knows nobody else here and has only a few cases.',
    memberships: [],
  },
  {
    key: 'priya',
    id: '1570bc62-1832-49e2-b3aa-391808fc2081',
    name: 'Priya Venkataraman',
    email: 'priya.v@northquay.example',
    role: 'agent',
    blurb: 'Support agent, front line. Cards, accounts and everything nobody else has claimed.',
    memberships: [],
    team: 'front-line',
  },
  {
    key: 'callum',
    id: 'c3b1b366-b185-4ac8-80e0-529930b9f609',
    name: 'Callum Reyes',
    email: 'callum.r@northquay.example',
    role: 'agent',
    blurb: 'Support agent, payments desk. Finds transfers that have wandered off.',
    memberships: [],
    team: 'payments-desk',
  },
];
