/** Where published answers live on the site: one folder for each kind of source. */
import type { AnswerSource, HostArticle } from './types.js';

const FOLDERS: Readonly<Record<AnswerSource, string>> = {
  article: 'help',
  blog: 'blog',
  forum: 'forum',
  issue: 'issues',
  page: 'pages',
};

/** The path of an answer, such as `/help/freeze-card`. */
export function answerPath({ source = 'article', slug }: Pick<HostArticle, 'source' | 'slug'>): string {
  return `/${FOLDERS[source]}/${encodeURIComponent(slug)}`;
}
