import { css } from 'lit';

export const deflectionStyles = css`
  :host {
    container-type: inline-size;
  }
  .ask {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--_space);
    margin-block-start: calc(0.5 * var(--_space));
  }
  label {
    font-weight: 600;
  }
  .fault {
    color: var(--_danger);
  }
  /* One line is kept, so that the words of another state move nothing below. */
  .hint {
    min-block-size: 1.5em;
    margin-block-start: calc(0.5 * var(--_space));
  }
  .results {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(1.5 * var(--_space));
  }
  .results.stale {
    opacity: 0.6;
  }
  .count {
    min-block-size: 1.5em;
  }
  .list {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow: clip;
  }
  .result {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25em;
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    background: var(--_surface);
    transition: background-color var(--_duration);
  }
  .result + .result {
    border-block-start: 1px solid var(--_border);
  }
  .result:hover,
  .result:focus-within {
    background: var(--_raised);
  }
  .result .title {
    display: block;
    min-block-size: 1.5em;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .result .title::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--_radius);
  }
  .result .title:focus-visible {
    outline: none;
  }
  .result .title:focus-visible::after {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .result .title:hover {
    text-decoration: underline;
  }
  .excerpt {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.75em;
  }
  mark {
    background: color-mix(in srgb, var(--_accent) 18%, transparent);
    color: inherit;
    font-weight: 600;
    border-radius: 0.2em;
  }
  .article > .plain {
    margin-inline-start: -0.5em;
  }
  .article > * {
    justify-self: start;
    max-inline-size: 100%;
  }
  @container (inline-size < 28em) {
    .ask {
      grid-template-columns: minmax(0, 1fr);
    }
    .hint {
      min-block-size: 3em;
    }
    .ways > button:not(.plain) {
      flex: 1 1 auto;
    }
  }
  @media (forced-colors: active) {
    mark {
      forced-color-adjust: none;
      background: Mark;
      color: MarkText;
    }
  }
`;
