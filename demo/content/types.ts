/**
 * Shapes of the demo's seed content: a fictional bank, its customers, its help pages and its support cases.
 *
 * Nothing here knows the clock. Every time is relative to the moment of seeding: `daysAgo` counts back from
 * that moment (fractions are allowed, 0.25 is six hours ago), `hoursAfter` counts on from the filing of its case.
 * People, accounts, teams and queues refer to each other by `key`; `id` is what a database stores.
 */

/** Where an answer was published. */
export type Source = 'article' | 'blog' | 'forum' | 'issue' | 'page';

/** One published answer. `bodyHtml` is trusted, balanced HTML of plain elements: h2, p, ul, ol, li, strong, em, code, a. */
export interface ContentArticle {
  slug: string;
  source: Source;
  title: string;
  /** A value of `categories`. */
  category: string;
  /** Words customers use for the matter, in lower case. */
  keywords: string[];
  bodyHtml: string;
  daysAgo: number;
}

/** A small attachment: exactly one of `text` (UTF-8) and `base64` is set. */
export interface ContentFile {
  name: string;
  /** Media type. */
  type: string;
  text?: string;
  base64?: string;
}

/** One note of a case's thread. A note that is not public is for staff only. */
export interface ContentNote {
  /** Key of the person who wrote it. */
  by: string;
  hoursAfter: number;
  text: string;
  isPublic: boolean;
  files?: ContentFile[];
}

/** Work that staff planned or did on a case. A closed case has no open activity. */
export interface ContentActivity {
  type: 'task' | 'phone' | 'email' | 'appointment';
  subject: string;
  state: 'open' | 'completed' | 'cancelled';
  /** Time spent; 0 for work that was not begun. */
  minutes: number;
  /** Key of an agent. */
  by: string;
}

export type ContentStatus =
  'new' | 'open' | 'in_progress' | 'waiting' | 'on_hold' | 'resolved' | 'closed' | 'cancelled';

/** One support case with its thread. */
export interface ContentCase {
  key: string;
  /** At most 255 characters. */
  subject: string;
  description: string;
  /** A value of `categories`. */
  category: string;
  priority: 'low' | 'normal' | 'high';
  origin: 'web' | 'email' | 'phone' | 'other';
  status: ContentStatus;
  /** Key of a customer. */
  filedBy: string;
  /** Key of an account on which the filer may create; absent for a private case. */
  account?: string;
  /** Key of a queue. */
  queue?: string;
  /** Key of an agent. */
  assignedTo?: string;
  daysAgo: number;
  /** Set exactly when the status is resolved, closed or cancelled; never more than `daysAgo`. */
  closedDaysAgo?: number;
  /** Only a resolved case is published: its subject, category and resolution become searchable by everyone. */
  published?: boolean;
  /** What solved it, written so that another customer can use it. */
  resolution?: string;
  notes: ContentNote[];
  activities: ContentActivity[];
  files?: ContentFile[];
}

/** A company or club that people bank for. */
export interface ContentAccount {
  key: string;
  /** Fixed UUID v4. */
  id: string;
  name: string;
  /** What the account's support agreement promises; hours are clock hours from filing. */
  entitlement?: { name: string; totalCases: number; firstResponseHours: number; resolveHours: number };
}

/** Somebody who can sign in to the demo. */
export interface ContentPerson {
  key: string;
  /** Fixed UUID v4. */
  id: string;
  name: string;
  /** Always under a domain reserved for examples. */
  email: string;
  role: 'customer' | 'agent';
  /** One line for the sign-in chooser. */
  blurb: string;
  /** Accounts and what this person may do with the cases of each. */
  memberships: {
    account: string;
    rights: { create: boolean; read: boolean; write: boolean; delete: boolean };
  }[];
  /** Key of a team; agents only. */
  team?: string;
}

/** A group of agents. */
export interface ContentTeam {
  key: string;
  /** Fixed UUID v4. */
  id: string;
  name: string;
}

/** A line in which cases wait for an agent. */
export interface ContentQueue {
  key: string;
  /** Fixed UUID v4. */
  id: string;
  name: string;
}
