/** What the bank's site is given by whoever serves it. */
import type { Sessions } from './session.js';
import type { Methods } from './site.js';

/** A demo person who may sign in to the bank's site. */
export interface HostPerson {
  /** Subject of the tokens; the cases API knows the person by the same id. */
  id: string;
  name: string;
  email: string;
  role: 'customer' | 'agent';
  /** One line for the sign-in page: who this is and what trying them shows. */
  blurb: string;
  /** The company a person acts for, in words. */
  account?: string;
}

/** Where an answer was published. */
export type AnswerSource = 'article' | 'blog' | 'forum' | 'issue' | 'page';

/** An answer of the help centre, shown at the path that `answers.ts` gives it, such as `/help/<slug>`. */
export interface HostArticle {
  slug: string;
  /** Help article by default; only those are listed under their topic. */
  source?: AnswerSource;
  title: string;
  /** A topic's id (see `topics.ts`) or any other word; others are reachable by their address only. */
  category: string;
  /** Markup from this repository, shown as it stands. */
  bodyHtml: string;
}

/** What the pages need, wherever they are made. */
interface PageOptions {
  people: readonly HostPerson[];
  /** Signs the short-lived token with which the page calls the cases API for this person. */
  signToken(personId: string): Promise<string>;
  /** Answers to show at their addresses; without any, the topics stand alone. */
  articles?: readonly HostArticle[];
}

/** Options of `createSite`. */
export interface SiteOptions extends PageOptions {
  sessions: Sessions;
  /** Whether a form was sent by a page of this site. */
  isOwnForm: (request: Request) => boolean;
  addresses: SiteAddresses;
  /** What else answers at a path; asked before the answers are. */
  furtherRoutes?: (pathname: string) => Methods | undefined;
}

/** Options of `createHost`. */
export interface HostOptions extends PageOptions {
  /** Where pages load Casement from, with slashes at both ends; default `/casement/`. */
  casementPath?: string;
  /** Paths of all files that Casement's elements may come to load: kept for when there is no network. Default none. */
  casementFiles?: readonly string[];
  /** Casement's files by full path (`/casement/casement.js`); undefined when there is none. */
  assets: (path: string) => Promise<Response | undefined>;
  /** Key of the session cookie: at least 32 bytes, not the key that signs the tokens. */
  secret: Uint8Array;
  /** Where the cases API answers on this origin, such as `/api`; the host leaves it and all below it alone. */
  apiPath: string;
  /** The time; the system's by default. */
  now?: () => Date;
}

/** What the pages with Casement in them need to know of the site. */
export interface SiteAddresses {
  /** See {@link HostOptions.apiPath}. */
  apiPath: string;
  /** See {@link HostOptions.casementPath}. */
  casementPath: string;
}
