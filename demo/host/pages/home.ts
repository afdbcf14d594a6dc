/** The front page of the help centre. */
import { flag, hoist } from '../flags.js';
import { type SafeHtml, html } from '../html.js';
import { layout } from '../layout.js';
import { TOPICS, type Topic } from '../topics.js';
import type { HostPerson } from '../types.js';

/** Hero, topics and the ways to reach a person. */
export function homePage(person: HostPerson | undefined): SafeHtml {
  return layout({
    title: 'Help',
    section: 'help',
    here: '/',
    person,
    wide: true,
    main: html`${hero(person)}
      <section class="band" aria-labelledby="topics">
        <h2 id="topics">What people ask us</h2>
        <ul class="topics">
          ${TOPICS.map(topicCard)}
        </ul>
      </section>
      ${contact()} ${offer()}`,
  });
}

function hero(person: HostPerson | undefined): SafeHtml {
  return html`<section class="hero">
    <div class="hero-row">
      <div>
        <p class="eyebrow">Northquay help centre</p>
        <h1>${person ? `Something adrift, ${firstName(person)}?` : 'Something adrift?'}</h1>
        <p class="lead">
          Look it up here first. If the answer is not on the shelf, open a case: a person on the quay reads
          it, answers it, and signs the answer.
        </p>
        <p class="actions">
          <a class="button" href="/support">My cases</a>
          <a class="button outline" href="tel:+441632960140">01632 960 140</a>
        </p>
      </div>
      <figure class="hero-flags">
        ${hoist(['H', 'E', 'L', 'P'])}
        <figcaption>H, E, L, P: a ship’s way of asking</figcaption>
      </figure>
    </div>
  </section>`;
}

function firstName(person: HostPerson): string {
  return person.name.split(' ')[0] ?? person.name;
}

function topicCard(topic: Topic): SafeHtml {
  return html`<li>
    <a class="topic" href="/help/${topic.id}">
      ${flag(topic.flag)} <span><b>${topic.title}</b> ${topic.summary}</span>
    </a>
  </li>`;
}

function contact(): SafeHtml {
  return html`<section class="band" aria-labelledby="contact">
    <h2 id="contact">Or ask a person</h2>
    <dl class="facts">
      <div>
        <dt>In writing</dt>
        <dd><a href="/support">Open a case</a></dd>
        <dd>Answered within one working day, usually sooner.</dd>
      </div>
      <div>
        <dt>By telephone</dt>
        <dd><a href="tel:+441632960140">01632 960 140</a></dd>
        <dd>Monday to Saturday, 8am to 8pm. No menu: it rings on a desk.</dd>
      </div>
      <div>
        <dt>Lost or stolen card</dt>
        <dd><a href="tel:+441632960100">01632 960 100</a></dd>
        <dd>Day and night, every day of the year.</dd>
      </div>
      <div>
        <dt>At the counter</dt>
        <dd>1 Customs Quay, Northquay</dd>
        <dd>Monday to Friday, 9am to 4pm. Dogs are welcome.</dd>
      </div>
    </dl>
  </section>`;
}

function offer(): SafeHtml {
  return html`<section class="band offer" aria-labelledby="offer">
    <div>
      <h2 id="offer">The Tide card</h2>
      <p>A credit card that costs nothing while you pay it back, and says so in one line.</p>
    </div>
    <a class="button" href="/card">See the Tide card</a>
  </section>`;
}
