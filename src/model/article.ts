import type { Id, Instant, SearchTrail } from './case.js';

/** Where an answer comes from; `case` is a resolved and published case, of which only public fields are shown. */
export type SourceKind = 'article' | 'blog' | 'forum' | 'issue' | 'page' | 'case';

export interface Segment {
  readonly text: string;
  /** What the query found. */
  readonly match: boolean;
}

export interface SearchResult {
  readonly id: Id;
  readonly source: SourceKind;
  readonly sourceLabel: string;
  readonly title: string;
  readonly excerpt: readonly Segment[];
  readonly category: string | null;
  readonly updatedAt: Instant;
  readonly url: string | null;
}

export interface Article {
  readonly id: Id;
  readonly source: SourceKind;
  readonly sourceLabel: string;
  readonly title: string;
  /** Untrusted; only `renderHtml` may show it. */
  readonly html: string | null;
  readonly text: string;
  readonly category: string | null;
  readonly updatedAt: Instant;
  readonly url: string | null;
}

export interface SearchQuery {
  readonly text: string;
  readonly source?: SourceKind;
  readonly category?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface SearchPage {
  readonly items: readonly SearchResult[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface DeflectionOutcome {
  readonly id: Id;
  readonly trail: SearchTrail;
  readonly outcome: 'answered' | 'not_answered';
  readonly answeredBy?: Id;
  readonly caseId?: Id;
}
