import type { ContentArticle } from './types';

/** Blog posts, forum threads, known issues and ordinary pages. */
export const posts: ContentArticle[] = [];
