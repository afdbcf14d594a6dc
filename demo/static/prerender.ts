/** Writes the bank's pages, as somebody has them who is not signed in, as files for a static web host. */
import { answerPath } from '../host/answers.js';
import { articles, posts } from '../content/index.js';
import { CONTENT_SECURITY_POLICY } from '../host/http.js';
import { createSite } from '../host/site.js';
import { TOPICS } from '../host/topics.js';
import type { HostPerson } from '../host/types.js';
import { START_OVER, framed, startOver } from './frame.js';

const HEAD = '<meta charset="utf-8" />';
const SCRIPTS = /\s*<script type="module" src="[^"]*"><\/script>/g;

/** What a page may say of its policy itself; the rest is for a server to say. */
const POLICY = CONTENT_SECURITY_POLICY.split('; ')
  .filter((rule) => !rule.startsWith('frame-ancestors'))
  .join('; ');

/** @param write takes the path of each file below the folder, and its contents */
export async function prerender(
  people: readonly HostPerson[],
  write: (file: string, markup: string) => Promise<void>,
): Promise<void> {
  const site = createSite({
    people,
    articles: [...articles, ...posts],
    sessions: { open: async () => '', close: () => '', read: async () => undefined },
    isOwnForm: () => false,
    addresses: { apiPath: '/api', casementPath: '/casement/' },
    signToken: () => Promise.reject(new Error('Nobody is signed in.')),
    furtherRoutes: startOver(() => undefined),
  });
  const render = async (path: string, root: string): Promise<string> => {
    const response = await site(new Request(new URL(path, 'http://site.invalid')));
    const location = response.headers.get('Location');
    return location === null ? asFile(await response.text(), root) : await render(location, root);
  };
  const answers = [...TOPICS.map(({ id }) => `/help/${id}`), ...[...articles, ...posts].map(answerPath)];
  for (const path of ['/', '/support', '/card', '/agent', '/signin', START_OVER, ...answers]) {
    const folders = path.split('/').filter((name) => name !== '');
    const root = folders.map(() => '../').join('') || './';
    await write(`${folders.map((name) => `${name}/`).join('')}index.html`, await render(path, root));
  }
  await write('404.html', await render('/404.html', './'));
}

/** One script takes the place of all: it starts the others when there is somebody to answer them. */
function asFile(markup: string, root: string): string {
  const policy = `${HEAD}<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
  const script = '<script type="module" blocking="render" src="/demo/page.js"></script></head>';
  const page = markup.replace(HEAD, policy).replace(SCRIPTS, '').replace('</head>', script);
  return framed(root, page);
}
