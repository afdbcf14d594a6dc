/** Topic pages under `/help/`, and single answers wherever they were published. */
import { answerPath } from '../answers.js';
import { flag } from '../flags.js';
import { type SafeHtml, html, trusted } from '../html.js';
import { layout } from '../layout.js';
import { type Question, type Topic, findTopic } from '../topics.js';
import type { HostArticle, HostPerson } from '../types.js';

/** A topic: its first answers, then every further answer of the same category. */
export function topicPage(
  topic: Topic,
  articles: readonly HostArticle[],
  person: HostPerson | undefined,
): SafeHtml {
  const more = articles.filter(
    ({ category, source = 'article' }) => category === topic.id && source === 'article',
  );
  return layout({
    title: topic.title,
    section: 'help',
    here: `/help/${topic.id}`,
    person,
    main: html`${trail([])}
      <h1 class="with-flag">${flag(topic.flag)} ${topic.title}</h1>
      <p class="lead">${topic.summary}</p>
      ${topic.questions.map(questionBlock)} ${more.length > 0 && moreAnswers(more)} ${stillStuck()}`,
  });
}

/** One answer. */
export function articlePage(article: HostArticle, person: HostPerson | undefined): SafeHtml {
  const topic = findTopic(article.category);
  return layout({
    title: article.title,
    section: 'help',
    here: answerPath(article),
    person,
    main: html`${trail(topic ? [topic] : [])}
      <article class="prose">
        <h1>${article.title}</h1>
        ${trusted(article.bodyHtml)}
      </article>
      ${stillStuck()}`,
  });
}

function trail(topics: readonly Topic[]): SafeHtml {
  return html`<nav class="trail" aria-label="Where you are">
    <a href="/">Help</a>${topics.map((topic) => html` <a href="/help/${topic.id}">${topic.title}</a>`)}
  </nav>`;
}

function questionBlock({ question, answer }: Question): SafeHtml {
  return html`<section class="question">
    <h2>${question}</h2>
    ${answer.map((paragraph) => html`<p>${paragraph}</p>`)}
  </section>`;
}

function moreAnswers(articles: readonly HostArticle[]): SafeHtml {
  return html`<section aria-labelledby="more">
    <h2 id="more">More answers</h2>
    <ul class="answers">
      ${articles.map((article) => html`<li><a href="${answerPath(article)}">${article.title}</a></li>`)}
    </ul>
  </section>`;
}

function stillStuck(): SafeHtml {
  return html`<aside class="stuck">
    <p><b>Not what you were looking for?</b> Tell us what happened and we will look into it.</p>
    <a class="button" href="/support">Open a case</a>
  </aside>`;
}
